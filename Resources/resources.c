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
static const unsigned char dossier_strings_hans[] = {
#embed "strings/dossier.zh-Hans.txt"
};
static const unsigned char dossier_strings_hant[] = {
#embed "strings/dossier.zh-Hant.txt"
};
static const unsigned char dossier_strings_en[] = {
#embed "strings/dossier.en.txt"
};
static const unsigned char desk_hans[] = {
#embed "strings/desk.zh-Hans.txt"
};
static const unsigned char desk_hant[] = {
#embed "strings/desk.zh-Hant.txt"
};
static const unsigned char desk_en[] = {
#embed "strings/desk.en.txt"
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
static const unsigned char triage_hans[] = {
#embed "strings/triage.zh-Hans.txt"
};
static const unsigned char triage_hant[] = {
#embed "strings/triage.zh-Hant.txt"
};
static const unsigned char triage_en[] = {
#embed "strings/triage.en.txt"
};
static const unsigned char server_hans[] = {
#embed "strings/server.zh-Hans.txt"
};
static const unsigned char server_hant[] = {
#embed "strings/server.zh-Hant.txt"
};
static const unsigned char server_en[] = {
#embed "strings/server.en.txt"
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
static const unsigned char gloss_hans[] = {
#embed "strings/gloss.zh-Hans.txt"
};
static const unsigned char gloss_hant[] = {
#embed "strings/gloss.zh-Hant.txt"
};
static const unsigned char gloss_en[] = {
#embed "strings/gloss.en.txt"
};
static const unsigned char intake_hans[] = {
#embed "strings/intake.zh-Hans.txt"
};
static const unsigned char intake_hant[] = {
#embed "strings/intake.zh-Hant.txt"
};
static const unsigned char intake_en[] = {
#embed "strings/intake.en.txt"
};
static const unsigned char triage_screen_hans[] = {
#embed "strings/triage-screen.zh-Hans.txt"
};
static const unsigned char triage_screen_hant[] = {
#embed "strings/triage-screen.zh-Hant.txt"
};
static const unsigned char triage_screen_en[] = {
#embed "strings/triage-screen.en.txt"
};
static const unsigned char config_default[] = {
#embed "config/default.yaml"
};
static const unsigned char documents_hans[] = {
#embed "strings/documents.zh-Hans.txt"
};
static const unsigned char documents_hant[] = {
#embed "strings/documents.zh-Hant.txt"
};
static const unsigned char documents_en[] = {
#embed "strings/documents.en.txt"
};
static const unsigned char proof_readme_standard[] = {
#embed "proof/readme.standard.txt"
};
static const unsigned char proof_readme_gm[] = {
#embed "proof/readme.gm.txt"
};
static const unsigned char proof_check_standard[] = {
#embed "proof/check.standard.sh"
};
static const unsigned char proof_check_gm[] = {
#embed "proof/check.gm.sh"
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
static const unsigned char similarity_boilerplate[] = {
#embed "similarity/boilerplate.txt"
};
static const unsigned char demo_corpus[] = {
#embed "demo/corpus.txt"
};
static const unsigned char template_minutes_hans[] = {
#embed "templates/minutes.zh-Hans.txt"
};
static const unsigned char template_minutes_hant[] = {
#embed "templates/minutes.zh-Hant.txt"
};
static const unsigned char template_minutes_en[] = {
#embed "templates/minutes.en.txt"
};
static const unsigned char template_closure_form_hans[] = {
#embed "templates/closure-form.zh-Hans.txt"
};
static const unsigned char template_closure_form_hant[] = {
#embed "templates/closure-form.zh-Hant.txt"
};
static const unsigned char template_closure_form_en[] = {
#embed "templates/closure-form.en.txt"
};
static const unsigned char template_key_form_hans[] = {
#embed "templates/key-form.zh-Hans.txt"
};
static const unsigned char template_key_form_hant[] = {
#embed "templates/key-form.zh-Hant.txt"
};
static const unsigned char template_key_form_en[] = {
#embed "templates/key-form.en.txt"
};
static const unsigned char template_reminder_hans[] = {
#embed "templates/reminder.zh-Hans.txt"
};
static const unsigned char template_reminder_hant[] = {
#embed "templates/reminder.zh-Hant.txt"
};
static const unsigned char template_reminder_en[] = {
#embed "templates/reminder.en.txt"
};
static const unsigned char template_interview_hans[] = {
#embed "templates/interview.zh-Hans.txt"
};
static const unsigned char template_interview_hant[] = {
#embed "templates/interview.zh-Hant.txt"
};
static const unsigned char template_interview_en[] = {
#embed "templates/interview.en.txt"
};
static const unsigned char template_visit_hans[] = {
#embed "templates/visit.zh-Hans.txt"
};
static const unsigned char template_visit_hant[] = {
#embed "templates/visit.zh-Hant.txt"
};
static const unsigned char template_visit_en[] = {
#embed "templates/visit.en.txt"
};
static const unsigned char template_admonition_hans[] = {
#embed "templates/admonition.zh-Hans.txt"
};
static const unsigned char template_admonition_hant[] = {
#embed "templates/admonition.zh-Hant.txt"
};
static const unsigned char template_admonition_en[] = {
#embed "templates/admonition.en.txt"
};
static const unsigned char template_evaluation_hans[] = {
#embed "templates/evaluation.zh-Hans.txt"
};
static const unsigned char template_evaluation_hant[] = {
#embed "templates/evaluation.zh-Hant.txt"
};
static const unsigned char template_evaluation_en[] = {
#embed "templates/evaluation.en.txt"
};
static const unsigned char template_public_list_hans[] = {
#embed "templates/public-list.zh-Hans.txt"
};
static const unsigned char template_public_list_hant[] = {
#embed "templates/public-list.zh-Hant.txt"
};
static const unsigned char template_public_list_en[] = {
#embed "templates/public-list.en.txt"
};
static const unsigned char template_digest_hans[] = {
#embed "templates/digest.zh-Hans.txt"
};
static const unsigned char template_digest_hant[] = {
#embed "templates/digest.zh-Hant.txt"
};
static const unsigned char template_digest_en[] = {
#embed "templates/digest.en.txt"
};
static const unsigned char template_slip_hans[] = {
#embed "templates/slip.zh-Hans.txt"
};
static const unsigned char template_slip_hant[] = {
#embed "templates/slip.zh-Hant.txt"
};
static const unsigned char template_slip_en[] = {
#embed "templates/slip.en.txt"
};
static const unsigned char template_notice_hans[] = {
#embed "templates/notice.zh-Hans.txt"
};
static const unsigned char template_notice_hant[] = {
#embed "templates/notice.zh-Hant.txt"
};
static const unsigned char template_notice_en[] = {
#embed "templates/notice.en.txt"
};
static const unsigned char template_letter_hans[] = {
#embed "templates/letter.zh-Hans.txt"
};
static const unsigned char template_letter_hant[] = {
#embed "templates/letter.zh-Hant.txt"
};
static const unsigned char template_letter_en[] = {
#embed "templates/letter.en.txt"
};
static const unsigned char template_dossier_hans[] = {
#embed "templates/dossier.zh-Hans.txt"
};
static const unsigned char template_dossier_hant[] = {
#embed "templates/dossier.zh-Hant.txt"
};
static const unsigned char template_dossier_en[] = {
#embed "templates/dossier.en.txt"
};
static const unsigned char template_head_report_hans[] = {
#embed "templates/head-report.zh-Hans.txt"
};
static const unsigned char template_head_report_hant[] = {
#embed "templates/head-report.zh-Hant.txt"
};
static const unsigned char template_head_report_en[] = {
#embed "templates/head-report.en.txt"
};
static const unsigned char template_special_report_hans[] = {
#embed "templates/special-report.zh-Hans.txt"
};
static const unsigned char template_special_report_hant[] = {
#embed "templates/special-report.zh-Hant.txt"
};
static const unsigned char template_special_report_en[] = {
#embed "templates/special-report.en.txt"
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
    {"strings/dossier.zh-Hans.txt", dossier_strings_hans, sizeof dossier_strings_hans},
    {"strings/dossier.zh-Hant.txt", dossier_strings_hant, sizeof dossier_strings_hant},
    {"strings/dossier.en.txt", dossier_strings_en, sizeof dossier_strings_en},
    {"strings/desk.zh-Hans.txt", desk_hans, sizeof desk_hans},
    {"strings/desk.zh-Hant.txt", desk_hant, sizeof desk_hant},
    {"strings/desk.en.txt", desk_en, sizeof desk_en},
    {"strings/meeting.zh-Hans.txt", meeting_hans, sizeof meeting_hans},
    {"strings/meeting.zh-Hant.txt", meeting_hant, sizeof meeting_hant},
    {"strings/meeting.en.txt", meeting_en, sizeof meeting_en},
    {"strings/triage.zh-Hans.txt", triage_hans, sizeof triage_hans},
    {"strings/triage.zh-Hant.txt", triage_hant, sizeof triage_hant},
    {"strings/triage.en.txt", triage_en, sizeof triage_en},
    {"strings/server.zh-Hans.txt", server_hans, sizeof server_hans},
    {"strings/server.zh-Hant.txt", server_hant, sizeof server_hant},
    {"strings/server.en.txt", server_en, sizeof server_en},
    {"strings/trust.zh-Hans.txt", trust_hans, sizeof trust_hans},
    {"strings/trust.zh-Hant.txt", trust_hant, sizeof trust_hant},
    {"strings/trust.en.txt", trust_en, sizeof trust_en},
    {"strings/terminal.zh-Hans.txt", terminal_hans, sizeof terminal_hans},
    {"strings/terminal.zh-Hant.txt", terminal_hant, sizeof terminal_hant},
    {"strings/terminal.en.txt", terminal_en, sizeof terminal_en},
    {"strings/gloss.zh-Hans.txt", gloss_hans, sizeof gloss_hans},
    {"strings/gloss.zh-Hant.txt", gloss_hant, sizeof gloss_hant},
    {"strings/gloss.en.txt", gloss_en, sizeof gloss_en},
    {"strings/intake.zh-Hans.txt", intake_hans, sizeof intake_hans},
    {"strings/intake.zh-Hant.txt", intake_hant, sizeof intake_hant},
    {"strings/intake.en.txt", intake_en, sizeof intake_en},
    {"strings/triage-screen.zh-Hans.txt", triage_screen_hans, sizeof triage_screen_hans},
    {"strings/triage-screen.zh-Hant.txt", triage_screen_hant, sizeof triage_screen_hant},
    {"strings/triage-screen.en.txt", triage_screen_en, sizeof triage_screen_en},
    {"config/default.yaml", config_default, sizeof config_default},
    {"strings/documents.zh-Hans.txt", documents_hans, sizeof documents_hans},
    {"strings/documents.zh-Hant.txt", documents_hant, sizeof documents_hant},
    {"strings/documents.en.txt", documents_en, sizeof documents_en},
    {"proof/readme.standard.txt", proof_readme_standard, sizeof proof_readme_standard},
    {"proof/readme.gm.txt", proof_readme_gm, sizeof proof_readme_gm},
    {"proof/check.standard.sh", proof_check_standard, sizeof proof_check_standard},
    {"proof/check.gm.sh", proof_check_gm, sizeof proof_check_gm},
    {"policy/default.yaml", policy_default, sizeof policy_default},
    {"holidays/cn.txt", holidays_cn, sizeof holidays_cn},
    {"exchange/headers.txt", exchange_headers, sizeof exchange_headers},
    {"similarity/boilerplate.txt", similarity_boilerplate, sizeof similarity_boilerplate},
    {"demo/corpus.txt", demo_corpus, sizeof demo_corpus},
    {"templates/minutes.zh-Hans.txt", template_minutes_hans, sizeof template_minutes_hans},
    {"templates/minutes.zh-Hant.txt", template_minutes_hant, sizeof template_minutes_hant},
    {"templates/minutes.en.txt", template_minutes_en, sizeof template_minutes_en},
    {"templates/closure-form.zh-Hans.txt", template_closure_form_hans, sizeof template_closure_form_hans},
    {"templates/closure-form.zh-Hant.txt", template_closure_form_hant, sizeof template_closure_form_hant},
    {"templates/closure-form.en.txt", template_closure_form_en, sizeof template_closure_form_en},
    {"templates/key-form.zh-Hans.txt", template_key_form_hans, sizeof template_key_form_hans},
    {"templates/key-form.zh-Hant.txt", template_key_form_hant, sizeof template_key_form_hant},
    {"templates/key-form.en.txt", template_key_form_en, sizeof template_key_form_en},
    {"templates/reminder.zh-Hans.txt", template_reminder_hans, sizeof template_reminder_hans},
    {"templates/reminder.zh-Hant.txt", template_reminder_hant, sizeof template_reminder_hant},
    {"templates/reminder.en.txt", template_reminder_en, sizeof template_reminder_en},
    {"templates/interview.zh-Hans.txt", template_interview_hans, sizeof template_interview_hans},
    {"templates/interview.zh-Hant.txt", template_interview_hant, sizeof template_interview_hant},
    {"templates/interview.en.txt", template_interview_en, sizeof template_interview_en},
    {"templates/visit.zh-Hans.txt", template_visit_hans, sizeof template_visit_hans},
    {"templates/visit.zh-Hant.txt", template_visit_hant, sizeof template_visit_hant},
    {"templates/visit.en.txt", template_visit_en, sizeof template_visit_en},
    {"templates/admonition.zh-Hans.txt", template_admonition_hans, sizeof template_admonition_hans},
    {"templates/admonition.zh-Hant.txt", template_admonition_hant, sizeof template_admonition_hant},
    {"templates/admonition.en.txt", template_admonition_en, sizeof template_admonition_en},
    {"templates/evaluation.zh-Hans.txt", template_evaluation_hans, sizeof template_evaluation_hans},
    {"templates/evaluation.zh-Hant.txt", template_evaluation_hant, sizeof template_evaluation_hant},
    {"templates/evaluation.en.txt", template_evaluation_en, sizeof template_evaluation_en},
    {"templates/public-list.zh-Hans.txt", template_public_list_hans, sizeof template_public_list_hans},
    {"templates/public-list.zh-Hant.txt", template_public_list_hant, sizeof template_public_list_hant},
    {"templates/public-list.en.txt", template_public_list_en, sizeof template_public_list_en},
    {"templates/digest.zh-Hans.txt", template_digest_hans, sizeof template_digest_hans},
    {"templates/digest.zh-Hant.txt", template_digest_hant, sizeof template_digest_hant},
    {"templates/digest.en.txt", template_digest_en, sizeof template_digest_en},
    {"templates/slip.zh-Hans.txt", template_slip_hans, sizeof template_slip_hans},
    {"templates/slip.zh-Hant.txt", template_slip_hant, sizeof template_slip_hant},
    {"templates/slip.en.txt", template_slip_en, sizeof template_slip_en},
    {"templates/notice.zh-Hans.txt", template_notice_hans, sizeof template_notice_hans},
    {"templates/notice.zh-Hant.txt", template_notice_hant, sizeof template_notice_hant},
    {"templates/notice.en.txt", template_notice_en, sizeof template_notice_en},
    {"templates/letter.zh-Hans.txt", template_letter_hans, sizeof template_letter_hans},
    {"templates/letter.zh-Hant.txt", template_letter_hant, sizeof template_letter_hant},
    {"templates/letter.en.txt", template_letter_en, sizeof template_letter_en},
    {"templates/dossier.zh-Hans.txt", template_dossier_hans, sizeof template_dossier_hans},
    {"templates/dossier.zh-Hant.txt", template_dossier_hant, sizeof template_dossier_hant},
    {"templates/dossier.en.txt", template_dossier_en, sizeof template_dossier_en},
    {"templates/head-report.zh-Hans.txt", template_head_report_hans, sizeof template_head_report_hans},
    {"templates/head-report.zh-Hant.txt", template_head_report_hant, sizeof template_head_report_hant},
    {"templates/head-report.en.txt", template_head_report_en, sizeof template_head_report_en},
    {"templates/special-report.zh-Hans.txt", template_special_report_hans, sizeof template_special_report_hans},
    {"templates/special-report.zh-Hant.txt", template_special_report_hant, sizeof template_special_report_hant},
    {"templates/special-report.en.txt", template_special_report_en, sizeof template_special_report_en},
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
