// What `sentiment train-embeddings --mpi` asks of MPI. It is compiled where the program runs, with the mpicc that is there,
// so that one program serves Open MPI, MPICH and others; scripts/build-mpi does so. Messages are in units of 64 bytes, so
// that MPI's counts, which are ints, reach to 128 GB.
#include <mpi.h>

enum { interface_version = 1, unit_size = 64 };

static MPI_Datatype unit;

// Returns the version of these functions.
int sentiment_mpi_start(int *rank, int *count) {
    int level;
    MPI_Init_thread(NULL, NULL, MPI_THREAD_SERIALIZED, &level);
    MPI_Comm_rank(MPI_COMM_WORLD, rank);
    MPI_Comm_size(MPI_COMM_WORLD, count);
    MPI_Type_contiguous(unit_size, MPI_BYTE, &unit);
    MPI_Type_commit(&unit);
    return interface_version;
}

// Sends send_counts[p] units from send_places[p] on to process p.
void sentiment_mpi_exchange(const void *send, const int *send_counts, const int *send_places, void *receive,
                            const int *receive_counts, const int *receive_places) {
    MPI_Alltoallv(send, send_counts, send_places, unit, receive, receive_counts, receive_places, unit, MPI_COMM_WORLD);
}

// Sends send_count units to all.
void sentiment_mpi_gather(const void *send, int send_count, void *receive, const int *counts, const int *places) {
    MPI_Allgatherv(send, send_count, unit, receive, counts, places, unit, MPI_COMM_WORLD);
}

// Ends the program in all processes.
void sentiment_mpi_abort(int status) { MPI_Abort(MPI_COMM_WORLD, status); }

void sentiment_mpi_end(void) { MPI_Finalize(); }
