#include "CPage.h"

// The compiler copies the files' bytes as they are (C23's #embed).
#define FILE_BYTES static const unsigned char

FILE_BYTES index_html[] = {
#embed "files/index.html"
};
FILE_BYTES style_css[] = {
#embed "files/style.css"
};
FILE_BYTES icon_svg[] = {
#embed "files/icon.svg"
};
FILE_BYTES accuracy_js[] = {
#embed "files/accuracy.js"
};
FILE_BYTES answerfile_js[] = {
#embed "files/answerfile.js"
};
FILE_BYTES api_js[] = {
#embed "files/api.js"
};
FILE_BYTES call_js[] = {
#embed "files/call.js"
};
FILE_BYTES csv_js[] = {
#embed "files/csv.js"
};
FILE_BYTES curve_js[] = {
#embed "files/curve.js"
};
FILE_BYTES elements_js[] = {
#embed "files/elements.js"
};
FILE_BYTES evaluation_js[] = {
#embed "files/evaluation.js"
};
FILE_BYTES keys_js[] = {
#embed "files/keys.js"
};
FILE_BYTES labelling_js[] = {
#embed "files/labelling.js"
};
FILE_BYTES labels_js[] = {
#embed "files/labels.js"
};
FILE_BYTES learning_js[] = {
#embed "files/learning.js"
};
FILE_BYTES live_js[] = {
#embed "files/live.js"
};
FILE_BYTES look_js[] = {
#embed "files/look.js"
};
FILE_BYTES main_js[] = {
#embed "files/main.js"
};
FILE_BYTES many_js[] = {
#embed "files/many.js"
};
FILE_BYTES map_js[] = {
#embed "files/map.js"
};
FILE_BYTES messages_js[] = {
#embed "files/messages.js"
};
FILE_BYTES names_js[] = {
#embed "files/names.js"
};
FILE_BYTES person_js[] = {
#embed "files/person.js"
};
FILE_BYTES projects_js[] = {
#embed "files/projects.js"
};
FILE_BYTES tabs_js[] = {
#embed "files/tabs.js"
};
FILE_BYTES teach_js[] = {
#embed "files/teach.js"
};
FILE_BYTES texts_js[] = {
#embed "files/texts.js"
};
FILE_BYTES token_js[] = {
#embed "files/token.js"
};
FILE_BYTES train_js[] = {
#embed "files/train.js"
};
FILE_BYTES try_js[] = {
#embed "files/try.js"
};
FILE_BYTES upload_js[] = {
#embed "files/upload.js"
};
FILE_BYTES versions_js[] = {
#embed "files/versions.js"
};
FILE_BYTES openapi_json[] = {
#embed "files/openapi.json"
};

#define ENTRY(name, bytes) {name, bytes, sizeof bytes}

// All files of the folder; the server gives each the address and the type that its name says.
static const page_file files[] = {
    ENTRY("index.html", index_html),
    ENTRY("style.css", style_css),
    ENTRY("icon.svg", icon_svg),
    ENTRY("accuracy.js", accuracy_js),
    ENTRY("answerfile.js", answerfile_js),
    ENTRY("api.js", api_js),
    ENTRY("call.js", call_js),
    ENTRY("csv.js", csv_js),
    ENTRY("curve.js", curve_js),
    ENTRY("elements.js", elements_js),
    ENTRY("evaluation.js", evaluation_js),
    ENTRY("keys.js", keys_js),
    ENTRY("labelling.js", labelling_js),
    ENTRY("labels.js", labels_js),
    ENTRY("learning.js", learning_js),
    ENTRY("live.js", live_js),
    ENTRY("look.js", look_js),
    ENTRY("main.js", main_js),
    ENTRY("many.js", many_js),
    ENTRY("map.js", map_js),
    ENTRY("messages.js", messages_js),
    ENTRY("names.js", names_js),
    ENTRY("person.js", person_js),
    ENTRY("projects.js", projects_js),
    ENTRY("tabs.js", tabs_js),
    ENTRY("teach.js", teach_js),
    ENTRY("texts.js", texts_js),
    ENTRY("token.js", token_js),
    ENTRY("train.js", train_js),
    ENTRY("try.js", try_js),
    ENTRY("upload.js", upload_js),
    ENTRY("versions.js", versions_js),
    ENTRY("openapi.json", openapi_json),
};

size_t page_file_count(void) { return sizeof files / sizeof *files; }

page_file page_file_at(size_t index) { return files[index]; }
