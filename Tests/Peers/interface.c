// What Tests/Peers/test-c-interface runs, built with the address sanitizer: the C interface as a program in C uses it.
// usage: interface PRETRAIN TRAIN TEST MODEL
// Learns from the reviews of TRAIN (label, tab, text) and PRETRAIN, writes MODEL, and prints the answers to TEST as
// lines of label and probability.

#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sentiment.h"

enum { most_texts = 1000, most_bytes = 1 << 20 };

typedef struct {
    char bytes[most_bytes];
    int64_t offsets[most_texts + 1];
    size_t count;
} list;

static void add(list *to, const char *text, size_t length) {
    assert(to->count < most_texts && to->offsets[to->count] + (int64_t)length <= most_bytes);
    memcpy(to->bytes + to->offsets[to->count], text, length);
    to->offsets[to->count + 1] = to->offsets[to->count] + (int64_t)length;
    to->count++;
}

static sentiment_texts texts_of(const list *from) {
    return (sentiment_texts){.bytes = from->bytes, .offsets = from->offsets, .count = from->count};
}

static void read_lines(const char *path, list *labels, list *texts) {
    FILE *file = fopen(path, "r");
    assert(file);
    char line[1 << 14];
    while (fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = 0;
        char *text = line;
        if (labels) {
            text = strchr(line, '\t');
            assert(text);
            add(labels, line, (size_t)(text - line));
            text++;
        }
        add(texts, text, strlen(text));
    }
    fclose(file);
}

static void check(sentiment_error error) {
    if (error.code == SENTIMENT_OK) return;
    fprintf(stderr, "%d: %s\n", error.code, error.message);
    exit(1);
}

static void expect(sentiment_error error, int32_t code, const char *part) {
    if (error.code == code && strstr(error.message, part)) return;
    fprintf(stderr, "expected %d and \"%s\", not %d: %s\n", code, part, error.code, error.message);
    exit(1);
}

static bool count_calls(const char *phase, double fraction, void *context) {
    assert(phase[0] && fraction >= -1 && fraction <= 1);
    ++*(int *)context;
    return true;
}

static bool stop(const char *phase, double fraction, void *context) {
    (void)phase, (void)fraction, (void)context;
    return false;
}

typedef struct {
    const sentiment_model *model;
    const sentiment_texts *texts;
    double *probabilities;
} question;

static void *ask(void *argument) {
    const question *asked = argument;
    for (int round = 0; round < 20; round++)
        check(sentiment_classify(asked->model, asked->texts, 2, asked->probabilities, NULL, NULL));
    return NULL;
}

static void test_errors(const sentiment_texts *texts, const sentiment_texts *labels, const sentiment_model *model) {
    sentiment_model *none = NULL;
    expect(sentiment_model_open("no-such-file", &none), SENTIMENT_MISSING, "no-such-file");
    expect(sentiment_model_open(NULL, &none), SENTIMENT_OTHER, "NULL");
    expect(sentiment_model_read("no model", 8, &none), SENTIMENT_UNSUITABLE, "the model's bytes");
    expect(sentiment_fit(texts, labels, NULL, "{\"sede\": 1}", NULL, NULL, &none), SENTIMENT_SETTING, "sede");
    expect(sentiment_fit(texts, labels, NULL, "{\"seed\": \"x\"}", NULL, NULL, &none), SENTIMENT_SETTING, "seed");
    expect(sentiment_fit(texts, labels, NULL, "[]", NULL, NULL, &none), SENTIMENT_SETTING, "object");
    expect(sentiment_fit(texts, labels, NULL, "{\"threads\": -1}", NULL, NULL, &none), SENTIMENT_SETTING, "threads");
    expect(sentiment_fit(texts, NULL, NULL, NULL, NULL, NULL, &none), SENTIMENT_OTHER, "labels");
    expect(sentiment_fit(NULL, NULL, NULL, NULL, NULL, NULL, &none), SENTIMENT_UNSUITABLE, "label");
    expect(sentiment_fit(texts, labels, NULL, NULL, stop, NULL, &none), SENTIMENT_CANCELLED, "cancelled");
    expect(sentiment_classify(model, texts, 1, NULL, NULL, NULL), SENTIMENT_OTHER, "NULL");
    expect(sentiment_classify(NULL, texts, 1, NULL, NULL, NULL), SENTIMENT_OTHER, "NULL");
    const int64_t falling[] = {0, 5, 3};
    const sentiment_texts faulty = {.bytes = "12345", .offsets = falling, .count = 2};
    double probabilities[4];
    expect(sentiment_classify(model, &faulty, 1, probabilities, NULL, NULL), SENTIMENT_OTHER, "offsets");
    expect(sentiment_model_with(model, "{\"speed\": \"slow\"}", &none), SENTIMENT_SETTING, "slow");
    assert(!none && !sentiment_model_label(model, 99) && sentiment_model_label_count(NULL) == 0);
    sentiment_model_free(NULL);
}

static void test_threads(const sentiment_model *model, const sentiment_texts *texts, const double *expected) {
    enum { threads = 4 };
    const size_t size = texts->count * sentiment_model_label_count(model);
    pthread_t thread[threads];
    question asked[threads];
    for (int i = 0; i < threads; i++) {
        asked[i] = (question){model, texts, calloc(size, sizeof(double))};
        assert(!pthread_create(&thread[i], NULL, ask, &asked[i]));
    }
    for (int i = 0; i < threads; i++) {
        pthread_join(thread[i], NULL);
        assert(!memcmp(asked[i].probabilities, expected, size * sizeof(double)));
        free(asked[i].probabilities);
    }
}

static void test_vectors(const sentiment_texts *texts) {
    sentiment_vectors *vectors = NULL;
    check(sentiment_vectors_train(texts, "{\"epochs\": 3, \"dimension\": 20, \"minCount\": 1}", NULL, NULL, &vectors));
    const size_t count = sentiment_vectors_count(vectors), dimension = sentiment_vectors_dimension(vectors);
    assert(count > 100 && dimension == 20);
    float *rows = malloc(count * dimension * sizeof(float)), *means = malloc(texts->count * dimension * sizeof(float));
    check(sentiment_vectors_rows(vectors, rows));
    check(sentiment_vectors_embed(vectors, texts, 2, means));
    free(rows);
    free(means);
    const int64_t offsets[] = {0, 4};
    const sentiment_texts word = {.bytes = "film", .offsets = offsets, .count = 1};
    char *json = NULL;
    check(sentiment_vectors_nearest(vectors, &word, 3, &json));
    assert(strstr(json, "cosine"));
    sentiment_string_free(json);
    check(sentiment_vectors_words(vectors, &json));
    assert(json[0] == '[');
    sentiment_string_free(json);
    expect(sentiment_vectors_write(vectors, "vectors.unknown"), SENTIMENT_UNSUITABLE, "vectors.unknown");
    sentiment_vectors_free(vectors);
    float *encoded = malloc(texts->count * sentiment_encoder_dimension() * sizeof(float));
    check(sentiment_encode(texts, 2, encoded));
    double length = 0;
    for (size_t i = 0; i < sentiment_encoder_dimension(); i++) length += (double)encoded[i] * encoded[i];
    assert(length > 0.999 && length < 1.001);
    free(encoded);
}

int main(int count, char **arguments) {
    assert(count == 5);
    static list pretrain, labels, train, expected, test;
    read_lines(arguments[1], NULL, &pretrain);
    read_lines(arguments[2], &labels, &train);
    read_lines(arguments[3], &expected, &test);
    const sentiment_texts unlabelled = texts_of(&pretrain), texts = texts_of(&train), given = texts_of(&labels);
    const sentiment_texts asked = texts_of(&test);
    assert(sentiment_version()[0]);

    sentiment_model *model = NULL;
    int calls = 0;
    check(sentiment_fit(&texts, &given, &unlabelled, "{\"threads\": 2, \"encoder\": \"none\"}", count_calls, &calls, &model));
    assert(calls > 0);
    check(sentiment_model_write(model, arguments[4]));

    const size_t label_count = sentiment_model_label_count(model);
    double *probabilities = malloc(asked.count * label_count * sizeof(double));
    double *coverage = malloc(asked.count * sizeof(double));
    bool *withheld = malloc(asked.count * sizeof(bool));
    check(sentiment_classify(model, &asked, 1, probabilities, coverage, withheld));
    for (size_t i = 0; i < asked.count; i++) {
        size_t best = 0;
        for (size_t label = 1; label < label_count; label++)
            if (probabilities[i * label_count + label] > probabilities[i * label_count + best]) best = label;
        assert(!withheld[i]);
        printf("%s\t%.17g\n", sentiment_model_label(model, best), probabilities[i * label_count + best]);
    }
    test_threads(model, &asked, probabilities);
    test_errors(&texts, &given, model);
    test_vectors(&unlabelled);

    char *json = NULL;
    check(sentiment_model_card(model, &json));
    assert(strstr(json, "\"textCount\":8"));
    sentiment_string_free(json);
    check(sentiment_explain(model, "It was great", &json));
    assert(strstr(json, "contribution"));
    sentiment_string_free(json);
    check(sentiment_suggest(model, &unlabelled, &texts, 3, 1, &json));
    assert(strstr(json, "\"index\""));
    sentiment_string_free(json);
    check(sentiment_diagnose(&texts, &given, NULL, "{\"encoder\": \"none\"}", NULL, NULL, &json));
    assert(strstr(json, "findings"));
    sentiment_string_free(json);
    sentiment_model *updated = NULL, *other = NULL;
    check(sentiment_update(model, &asked, &(sentiment_texts){expected.bytes, expected.offsets, expected.count}, NULL, NULL,
                           NULL, &updated));
    check(sentiment_model_with(model, "{\"speed\": \"fast\", \"labels\": [\"negative\", \"positive\"]}", &other));
    sentiment_model_free(updated);
    sentiment_model_free(other);
    sentiment_model_free(model);
    free(probabilities);
    free(coverage);
    free(withheld);
}
