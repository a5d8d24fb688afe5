#include "CEmbedded.h"

#include <string.h>

// The compiler copies the files' bytes as they are (C23's #embed). Tensors must lie as in a mapped file.
#define FILE_BYTES static const _Alignas(64) unsigned char

FILE_BYTES pretrain_en[] = {
#embed "../../corpora/movie-reviews-en/pretrain.txt"
};
FILE_BYTES train_en[] = {
#embed "../../corpora/movie-reviews-en/train.tsv"
};
FILE_BYTES test_en[] = {
#embed "../../corpora/movie-reviews-en/test.tsv"
};
FILE_BYTES pretrain_zh[] = {
#embed "../../corpora/movie-reviews-zh/pretrain.txt"
};
FILE_BYTES train_zh[] = {
#embed "../../corpora/movie-reviews-zh/train.tsv"
};
FILE_BYTES test_zh[] = {
#embed "../../corpora/movie-reviews-zh/test.tsv"
};
FILE_BYTES stopwords_de[] = {
#embed "../../stopwords/de.txt"
};
FILE_BYTES stopwords_en[] = {
#embed "../../stopwords/en.txt"
};
FILE_BYTES stopwords_es[] = {
#embed "../../stopwords/es.txt"
};
FILE_BYTES stopwords_fr[] = {
#embed "../../stopwords/fr.txt"
};
FILE_BYTES stopwords_zh[] = {
#embed "../../stopwords/zh.txt"
};
FILE_BYTES encoder[] = {
#embed "models/encoder.safetensors"
};
FILE_BYTES model_general[] = {
#embed "models/general.safetensors"
};
FILE_BYTES model_film_reviews_en[] = {
#embed "models/film-reviews-en.safetensors"
};
FILE_BYTES model_en[] = {
#embed "models/movie-reviews-en.safetensors"
};
FILE_BYTES model_zh[] = {
#embed "models/movie-reviews-zh.safetensors"
};

#define ENTRY(path, bytes) {path, bytes, sizeof bytes}

static const embedded_file files[] = {
    ENTRY("corpora/movie-reviews-en/pretrain.txt", pretrain_en),
    ENTRY("corpora/movie-reviews-en/train.tsv", train_en),
    ENTRY("corpora/movie-reviews-en/test.tsv", test_en),
    ENTRY("corpora/movie-reviews-zh/pretrain.txt", pretrain_zh),
    ENTRY("corpora/movie-reviews-zh/train.tsv", train_zh),
    ENTRY("corpora/movie-reviews-zh/test.tsv", test_zh),
    ENTRY("stopwords/de.txt", stopwords_de),
    ENTRY("stopwords/en.txt", stopwords_en),
    ENTRY("stopwords/es.txt", stopwords_es),
    ENTRY("stopwords/fr.txt", stopwords_fr),
    ENTRY("stopwords/zh.txt", stopwords_zh),
    ENTRY("models/encoder.safetensors", encoder),
    ENTRY("models/general.safetensors", model_general),
    ENTRY("models/film-reviews-en.safetensors", model_film_reviews_en),
    ENTRY("models/movie-reviews-en.safetensors", model_en),
    ENTRY("models/movie-reviews-zh.safetensors", model_zh),
};

embedded_file embedded_file_named(const char *name) {
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        if (strcmp(files[i].name, name) == 0) return files[i];
    return (embedded_file){name, 0, 0};
}
