#include "CPostgres.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stddef.h>

static PostgresLibrary library;
static const char *failure;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void open_library(void) {
    void *handle = dlopen("libpq.so.5", RTLD_NOW | RTLD_LOCAL);
    if (handle == NULL) {
        failure = dlerror();
        return;
    }
#define FIND(field, symbol)                                             \
    library.field = (__typeof__(library.field))dlsym(handle, #symbol);  \
    if (library.field == NULL) failure = #symbol
    FIND(conninfoParse, PQconninfoParse);
    FIND(conninfoFree, PQconninfoFree);
    FIND(connectdbParams, PQconnectdbParams);
    FIND(reset, PQreset);
    FIND(setErrorVerbosity, PQsetErrorVerbosity);
    FIND(finish, PQfinish);
    FIND(status, PQstatus);
    FIND(socket, PQsocket);
    FIND(errorMessage, PQerrorMessage);
    FIND(user, PQuser);
    FIND(serverVersion, PQserverVersion);
    FIND(setNoticeProcessor, PQsetNoticeProcessor);
    FIND(enterPipelineMode, PQenterPipelineMode);
    FIND(exitPipelineMode, PQexitPipelineMode);
    FIND(pipelineSync, PQpipelineSync);
    FIND(sendPrepare, PQsendPrepare);
    FIND(sendQueryPrepared, PQsendQueryPrepared);
    FIND(sendQueryParams, PQsendQueryParams);
    FIND(exec, PQexec);
    FIND(putCopyData, PQputCopyData);
    FIND(putCopyEnd, PQputCopyEnd);
    FIND(consumeInput, PQconsumeInput);
    FIND(getResult, PQgetResult);
    FIND(notifies, PQnotifies);
    FIND(getCancel, PQgetCancel);
    FIND(cancel, PQcancel);
    FIND(freeCancel, PQfreeCancel);
    FIND(freemem, PQfreemem);
    FIND(clear, PQclear);
    FIND(resultStatus, PQresultStatus);
    FIND(resultErrorField, PQresultErrorField);
    FIND(ntuples, PQntuples);
    FIND(nfields, PQnfields);
    FIND(ftype, PQftype);
    FIND(getisnull, PQgetisnull);
    FIND(getvalue, PQgetvalue);
    FIND(getlength, PQgetlength);
#undef FIND
}

const PostgresLibrary *postgres_library(const char **problem) {
    pthread_once(&once, open_library);
    *problem = failure;
    return failure == NULL ? &library : NULL;
}

static void ignore_notice(void *argument, const char *message) {
    (void)argument;
    (void)message;
}

void postgres_silence(const PostgresLibrary *library, PGconn *connection) {
    library->setNoticeProcessor(connection, ignore_notice, NULL);
}
