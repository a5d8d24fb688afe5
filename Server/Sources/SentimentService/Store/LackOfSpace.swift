import GRDB
import SentimentTextProcessing

extension Error {
  /// Whether something couldn't be written as the disk is full, or the file as large as it may be.
  var isLackOfSpace: Bool {
    switch self {
    case let error as DatabaseError:
      [
        .SQLITE_FULL, .SQLITE_IOERR_WRITE, .SQLITE_IOERR_FSYNC, .SQLITE_IOERR_SHMSIZE,
        .SQLITE_IOERR_SHMMAP,
      ].contains(error.extendedResultCode)
    case let error as FileError: error.kind == .noSpace
    default: false
    }
  }
}
