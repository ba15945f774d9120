// libcrypto: digests now, keys and signatures later. Bytes only.
#include <openssl/evp.h>
#include <openssl/err.h>
#include <openssl/crypto.h>
