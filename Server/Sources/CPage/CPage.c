#include "CPage.h"

#include <string.h>

// The compiler copies the files' bytes as they are (C23's #embed).
#define FILE_BYTES static const unsigned char

FILE_BYTES index_html[] = {
#embed "files/index.html"
};
FILE_BYTES app_js[] = {
#embed "files/app.js"
};
FILE_BYTES style_css[] = {
#embed "files/style.css"
};
FILE_BYTES icon_svg[] = {
#embed "files/icon.svg"
};
FILE_BYTES openapi_json[] = {
#embed "files/openapi.json"
};

#define ENTRY(path, bytes) {path, bytes, sizeof bytes}

static const page_file files[] = {
    ENTRY("index.html", index_html),
    ENTRY("app.js", app_js),
    ENTRY("style.css", style_css),
    ENTRY("icon.svg", icon_svg),
    ENTRY("openapi.json", openapi_json),
};

page_file page_file_named(const char *name) {
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        if (strcmp(files[i].name, name) == 0) return files[i];
    return (page_file){name, 0, 0};
}
