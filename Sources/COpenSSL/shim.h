// libcrypto: digests, Ed25519 and SM2 keys and signatures, encrypted key files, memory that is wiped. Bytes only.
#include <openssl/bio.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/rand.h>
#include <openssl/x509.h>

#include <sys/prctl.h>
#include <sys/resource.h>

// prctl takes any number of arguments, which Swift cannot call. 0 when the process can neither be dumped nor traced by its peers.
static inline int xiaohao_seal_process(void) {
    struct rlimit none = {0, 0};
    return setrlimit(RLIMIT_CORE, &none) == 0 && prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 ? 0 : -1;
}

static inline int xiaohao_is_sealed(void) { return prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0; }
