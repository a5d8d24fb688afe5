#pragma once

#if __has_include(<cblas.h>)
#include <cblas.h>
#else
#error "cblas.h is missing: install OpenBLAS, on Debian by: apt-get install libopenblas-dev"
#endif

// LAPACK is part of the same library; its Fortran symbols carry no header of their own.
// Eigenvalues and eigenvectors of a symmetric matrix (column-major, 32-bit integers).
extern void dsyev_(const char *jobz, const char *uplo, const int *n, double *a, const int *lda,
                   double *w, double *work, const int *lwork, int *info);
