// Every file of this folder that the program carries in itself.
#include "CResources.h"
#include <string.h>

static const unsigned char domain_hans[] = {
#embed "strings/domain.zh-Hans.txt"
};
static const unsigned char domain_hant[] = {
#embed "strings/domain.zh-Hant.txt"
};
static const unsigned char domain_en[] = {
#embed "strings/domain.en.txt"
};
static const unsigned char board_hans[] = {
#embed "strings/board.zh-Hans.txt"
};
static const unsigned char board_hant[] = {
#embed "strings/board.zh-Hant.txt"
};
static const unsigned char board_en[] = {
#embed "strings/board.en.txt"
};
static const unsigned char cli_hans[] = {
#embed "strings/cli.zh-Hans.txt"
};
static const unsigned char cli_hant[] = {
#embed "strings/cli.zh-Hant.txt"
};
static const unsigned char cli_en[] = {
#embed "strings/cli.en.txt"
};
static const unsigned char meeting_hans[] = {
#embed "strings/meeting.zh-Hans.txt"
};
static const unsigned char meeting_hant[] = {
#embed "strings/meeting.zh-Hant.txt"
};
static const unsigned char meeting_en[] = {
#embed "strings/meeting.en.txt"
};
static const unsigned char trust_hans[] = {
#embed "strings/trust.zh-Hans.txt"
};
static const unsigned char trust_hant[] = {
#embed "strings/trust.zh-Hant.txt"
};
static const unsigned char trust_en[] = {
#embed "strings/trust.en.txt"
};
static const unsigned char terminal_hans[] = {
#embed "strings/terminal.zh-Hans.txt"
};
static const unsigned char terminal_hant[] = {
#embed "strings/terminal.zh-Hant.txt"
};
static const unsigned char terminal_en[] = {
#embed "strings/terminal.en.txt"
};
static const unsigned char config_default[] = {
#embed "config/default.yaml"
};
static const unsigned char policy_default[] = {
#embed "policy/default.yaml"
};
static const unsigned char holidays_cn[] = {
#embed "holidays/cn.txt"
};
static const unsigned char exchange_headers[] = {
#embed "exchange/headers.txt"
};
static const unsigned char demo_corpus[] = {
#embed "demo/corpus.txt"
};

static const struct {
    const char *name;
    const unsigned char *bytes;
    long length;
} files[] = {
    {"strings/domain.zh-Hans.txt", domain_hans, sizeof domain_hans},
    {"strings/domain.zh-Hant.txt", domain_hant, sizeof domain_hant},
    {"strings/domain.en.txt", domain_en, sizeof domain_en},
    {"strings/board.zh-Hans.txt", board_hans, sizeof board_hans},
    {"strings/board.zh-Hant.txt", board_hant, sizeof board_hant},
    {"strings/board.en.txt", board_en, sizeof board_en},
    {"strings/cli.zh-Hans.txt", cli_hans, sizeof cli_hans},
    {"strings/cli.zh-Hant.txt", cli_hant, sizeof cli_hant},
    {"strings/cli.en.txt", cli_en, sizeof cli_en},
    {"strings/meeting.zh-Hans.txt", meeting_hans, sizeof meeting_hans},
    {"strings/meeting.zh-Hant.txt", meeting_hant, sizeof meeting_hant},
    {"strings/meeting.en.txt", meeting_en, sizeof meeting_en},
    {"strings/trust.zh-Hans.txt", trust_hans, sizeof trust_hans},
    {"strings/trust.zh-Hant.txt", trust_hant, sizeof trust_hant},
    {"strings/trust.en.txt", trust_en, sizeof trust_en},
    {"strings/terminal.zh-Hans.txt", terminal_hans, sizeof terminal_hans},
    {"strings/terminal.zh-Hant.txt", terminal_hant, sizeof terminal_hant},
    {"strings/terminal.en.txt", terminal_en, sizeof terminal_en},
    {"config/default.yaml", config_default, sizeof config_default},
    {"policy/default.yaml", policy_default, sizeof policy_default},
    {"holidays/cn.txt", holidays_cn, sizeof holidays_cn},
    {"exchange/headers.txt", exchange_headers, sizeof exchange_headers},
    {"demo/corpus.txt", demo_corpus, sizeof demo_corpus},
};

const unsigned char *xiaohao_resource(const char *name, long *length) {
    for (size_t index = 0; index < sizeof files / sizeof files[0]; index++) {
        if (strcmp(files[index].name, name) == 0) {
            *length = files[index].length;
            return files[index].bytes;
        }
    }
    *length = 0;
    return NULL;
}
