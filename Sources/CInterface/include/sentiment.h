#ifndef SENTIMENT_H
#define SENTIMENT_H

/* Text classifiers from few labels, and word vectors: the C interface of libsentiment.
 *
 * Strings are UTF-8 and end with a zero byte; texts have an offset each and need no zero. Any number of threads may call any
 * function at a time, with the same objects too; only an object that is freed must not be in use. What a function
 * gives back as char * is freed by sentiment_string_free. Settings are a JSON object, or NULL for the defaults; an
 * unknown key is an error. The same input, settings and seed give the same bytes, with any number of threads. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sentiment_model sentiment_model;
typedef struct sentiment_vectors sentiment_vectors;

enum sentiment_code {
    SENTIMENT_OK = 0,
    SENTIMENT_MISSING = 1,      /* no such file */
    SENTIMENT_INACCESSIBLE = 2, /* a file that can't be opened, read or written, or a full disk */
    SENTIMENT_DAMAGED = 3,      /* a file that isn't sound */
    SENTIMENT_UNSUITABLE = 4,   /* texts, labels or a file from which this can't be made */
    SENTIMENT_SETTING = 5,      /* a setting that can't be */
    SENTIMENT_CANCELLED = 6,    /* the progress function said so */
    SENTIMENT_OTHER = 7
};

/* What went wrong, by value: nothing is to be freed. */
typedef struct sentiment_error {
    int32_t code; /* a sentiment_code */
    char message[1020]; /* what is wrong and the way out, on a line; empty where nothing is */
} sentiment_error;

/* Text i is the bytes offsets[i] up to offsets[i + 1], as in Arrow's arrays of large strings. */
typedef struct sentiment_texts {
    const char *bytes;
    const int64_t *offsets; /* count + 1 */
    size_t count;
} sentiment_texts;

/* Called by one thread at a time, not always the same, while a function works: what it does, and how much of
 * that is done, from 0 to 1, or -1 where nobody knows. Returns whether to go on. */
typedef bool (*sentiment_progress)(const char *phase, double fraction, void *context);

const char *sentiment_version(void);
void sentiment_string_free(char *string);

/* Models. */

/* Opens a model's file, or a model of the library by its name: "general", "movie-reviews-en", … */
sentiment_error sentiment_model_open(const char *file_or_name, sentiment_model **model);
/* Makes a model of a file's bytes, which are copied. */
sentiment_error sentiment_model_read(const void *bytes, size_t size, sentiment_model **model);
sentiment_error sentiment_model_write(const sentiment_model *model, const char *file);
void sentiment_model_free(sentiment_model *model);

/* The same model with other settings, which shares its memory: "speed" ("fast", "balanced" or "accurate"),
 * "labels" (a list of some: those that it answers with). */
sentiment_error sentiment_model_with(const sentiment_model *model, const char *settings, sentiment_model **other);

size_t sentiment_model_label_count(const sentiment_model *model);
/* A label, which lives as long as the model; NULL beyond the last. */
const char *sentiment_model_label(const sentiment_model *model, size_t index);
/* Whether the model gives a text any number of labels: those whose probability is at least its threshold, and none where
 * no word of the text is known.  thresholds [labels], or NULL */
bool sentiment_model_thresholds(const sentiment_model *model, double *thresholds);
/* What it learned from, how, and how well, as JSON. */
sentiment_error sentiment_model_card(const sentiment_model *model, char **json);

/* Classifies texts. Any of the outputs but the first may be NULL.
 *   probabilities [count x labels]
 *   coverage [count]: the fraction of a text's words that the model knows; with 0 the probabilities are the labels' shares
 *   withheld [count]: whether the model isn't sure enough to answer, if it was made so that it may not be */
sentiment_error sentiment_classify(const sentiment_model *model, const sentiment_texts *texts, int32_t threads,
                                   double *probabilities, double *coverage, bool *withheld);
/* What each word of a text contributes to the likeliest label, as JSON: a list of text, known, contribution. */
sentiment_error sentiment_explain(const sentiment_model *model, const char *text, char **json);

/* Makes a model of labelled texts, with an estimate of its accuracy in its card.
 *   labels: one for each text, with "multiLabel" a JSON list; an empty one for a text of which no label is known
 *   unlabelled: further texts, or NULL
 *   settings: "seed", "threads", "seedWords" ({label: [word, …]}), "unlabelledFiles" and "embeddings" (lists of paths),
 *     "encoder" ("default" or "none"), "abstain" (a precision), "labelShares" ({label: share}), "labelWeights"
 *     ("balanced" or {label: weight}), "textWeights" (a list of one for each text), "optimize" ("macro-f1"),
 *     "noneOfThese" (a further label's name), "multiLabel" (true or false), "without" (a list of parts), "pieces" (true
 *     or false), "cache" (a folder) */
sentiment_error sentiment_fit(const sentiment_texts *texts, const sentiment_texts *labels,
                              const sentiment_texts *unlabelled, const char *settings, sentiment_progress progress,
                              void *context, sentiment_model **model);
/* The model after it has learned from further labelled texts. Settings: "seed", "threads". */
sentiment_error sentiment_update(const sentiment_model *model, const sentiment_texts *texts,
                                 const sentiment_texts *labels, const char *settings, sentiment_progress progress,
                                 void *context, sentiment_model **updated);
/* Which of the first 20,000 texts would help the model most if they had labels, best first, as JSON: a list of index, text,
 * label, probability. Fewer than asked for where all others are near-copies, or like the labelled ones, which may be
 * NULL. */
sentiment_error sentiment_suggest(const sentiment_model *model, const sentiment_texts *texts,
                                  const sentiment_texts *labelled, size_t count, int32_t threads, char **json);
/* Which part of a fit fails, as JSON. Takes what sentiment_fit takes. */
sentiment_error sentiment_diagnose(const sentiment_texts *texts, const sentiment_texts *labels,
                                   const sentiment_texts *unlabelled, const char *settings,
                                   sentiment_progress progress, void *context, char **json);

/* Vectors of texts by the encoder in the library, of length 1.  vectors [count x sentiment_encoder_dimension()] */
size_t sentiment_encoder_dimension(void);
sentiment_error sentiment_encode(const sentiment_texts *texts, int32_t threads, float *vectors);

/* Word vectors. */

/* Opens vectors or a model of this library, or vectors of word2vec, GloVe or fastText. */
sentiment_error sentiment_vectors_open(const char *file, sentiment_vectors **vectors);
/* Learns them from texts, by skip-gram with negative sampling. Settings: "dimension", "window", "negative", "subsample",
 * "epochs", "learningRate", "minCount", "seed", "threads". */
sentiment_error sentiment_vectors_train(const sentiment_texts *texts, const char *settings,
                                        sentiment_progress progress, void *context, sentiment_vectors **vectors);
/* The file's name tells the format: .safetensors, .vec, .txt, .bin or .glove. */
sentiment_error sentiment_vectors_write(const sentiment_vectors *vectors, const char *file);
void sentiment_vectors_free(sentiment_vectors *vectors);
size_t sentiment_vectors_count(const sentiment_vectors *vectors);
size_t sentiment_vectors_dimension(const sentiment_vectors *vectors);
/* The words in the order of the rows, as a JSON list. */
sentiment_error sentiment_vectors_words(const sentiment_vectors *vectors, char **json);
/* rows [count x dimension] */
sentiment_error sentiment_vectors_rows(const sentiment_vectors *vectors, float *rows);
/* The means of the texts' word vectors, zeros where no word is known.  means [texts x dimension] */
sentiment_error sentiment_vectors_embed(const sentiment_vectors *vectors, const sentiment_texts *texts, int32_t threads,
                                        float *means);
/* The nearest words by cosine, as JSON: a list of word, cosine. Of several words the last is sought: the first is to the
 * second as the third to it. */
sentiment_error sentiment_vectors_nearest(const sentiment_vectors *vectors, const sentiment_texts *words, size_t count,
                                          char **json);

#ifdef __cplusplus
}
#endif
#endif
