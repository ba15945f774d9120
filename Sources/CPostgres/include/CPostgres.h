#pragma once
#include <postgresql/libpq-fe.h>

// libpq, opened when a postgres:// ledger is and not before: linked, it would cost every start of the program
// 4.5 ms and 20 libraries, also for people who never see PostgreSQL.
typedef struct {
    __typeof__(&PQconninfoParse) conninfoParse;
    __typeof__(&PQconninfoFree) conninfoFree;
    __typeof__(&PQconnectdbParams) connectdbParams;
    __typeof__(&PQreset) reset;
    __typeof__(&PQsetErrorVerbosity) setErrorVerbosity;
    __typeof__(&PQfinish) finish;
    __typeof__(&PQstatus) status;
    __typeof__(&PQsocket) socket;
    __typeof__(&PQerrorMessage) errorMessage;
    __typeof__(&PQuser) user;
    __typeof__(&PQserverVersion) serverVersion;
    __typeof__(&PQsetNoticeProcessor) setNoticeProcessor;
    __typeof__(&PQenterPipelineMode) enterPipelineMode;
    __typeof__(&PQexitPipelineMode) exitPipelineMode;
    __typeof__(&PQpipelineSync) pipelineSync;
    __typeof__(&PQsendPrepare) sendPrepare;
    __typeof__(&PQsendQueryPrepared) sendQueryPrepared;
    __typeof__(&PQsendQueryParams) sendQueryParams;
    __typeof__(&PQexec) exec;
    __typeof__(&PQputCopyData) putCopyData;
    __typeof__(&PQputCopyEnd) putCopyEnd;
    __typeof__(&PQconsumeInput) consumeInput;
    __typeof__(&PQgetResult) getResult;
    __typeof__(&PQnotifies) notifies;
    __typeof__(&PQgetCancel) getCancel;
    __typeof__(&PQcancel) cancel;
    __typeof__(&PQfreeCancel) freeCancel;
    __typeof__(&PQfreemem) freemem;
    __typeof__(&PQclear) clear;
    __typeof__(&PQresultStatus) resultStatus;
    __typeof__(&PQresultErrorField) resultErrorField;
    __typeof__(&PQntuples) ntuples;
    __typeof__(&PQnfields) nfields;
    __typeof__(&PQftype) ftype;
    __typeof__(&PQgetisnull) getisnull;
    __typeof__(&PQgetvalue) getvalue;
    __typeof__(&PQgetlength) getlength;
} PostgresLibrary;

/// The library, opened once; NULL when it is missing or older than version 14, and then `problem` says which.
const PostgresLibrary *postgres_library(const char **problem);

/// Keeps the server's notices from being written to the terminal.
void postgres_silence(const PostgresLibrary *library, PGconn *connection);

static const char postgres_field_sqlstate = PG_DIAG_SQLSTATE;
static const char postgres_field_message = PG_DIAG_MESSAGE_PRIMARY;
