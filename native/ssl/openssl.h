#pragma once

#include <cstddef>
#include <cstdint>

namespace pysocket::openssl {

// The OpenSSL that the running `node` carries. No header of it is included and no structure of it
// is read, so that one build serves every version: opaque pointers and documented functions only.

struct Bio;
struct BioMethod;
struct Certificate;
struct Cipher;
struct Context;
struct Dh;
struct Method;
struct Object;
struct Session;
struct Ssl;
struct Stack;
struct Store;
struct StoreObject;
struct VerifyParameters;

using PasswordCallback = int (*)(char* buffer, int size, int writing, void* data);
using PskClient = unsigned (*)(Ssl*, const char* hint, char* identity, unsigned identity_size,
                               unsigned char* psk, unsigned psk_size);
using PskServer = unsigned (*)(Ssl*, const char* identity, unsigned char* psk, unsigned psk_size);
using SelectAlpn = int (*)(Ssl*, const unsigned char** out, unsigned char* out_length,
                           const unsigned char* in, unsigned in_length, void* data);
using VerifyCallback = int (*)(int, void*);

// (result, name, the name in OpenSSL 1.1, parameters)
// clang-format off
#define PYSOCKET_OPENSSL_FUNCTIONS(F) \
    F(const char*, OpenSSL_version, OpenSSL_version, (int)) \
    F(unsigned long, OpenSSL_version_num, OpenSSL_version_num, ()) \
    F(void, CRYPTO_free, CRYPTO_free, (void*, const char*, int)) \
    F(void, ERR_clear_error, ERR_clear_error, ()) \
    F(unsigned long, ERR_peek_last_error, ERR_peek_last_error, ()) \
    F(unsigned long, ERR_peek_error, ERR_peek_error, ()) \
    F(const char*, ERR_reason_error_string, ERR_reason_error_string, (unsigned long)) \
    F(int, RAND_bytes, RAND_bytes, (unsigned char*, int)) \
    F(void, RAND_add, RAND_add, (const void*, int, double)) \
    F(int, RAND_status, RAND_status, ()) \
    F(Object*, OBJ_txt2obj, OBJ_txt2obj, (const char*, int)) \
    F(int, OBJ_obj2txt, OBJ_obj2txt, (char*, int, const Object*, int)) \
    F(int, OBJ_obj2nid, OBJ_obj2nid, (const Object*)) \
    F(Object*, OBJ_nid2obj, OBJ_nid2obj, (int)) \
    F(const char*, OBJ_nid2ln, OBJ_nid2ln, (int)) \
    F(const char*, OBJ_nid2sn, OBJ_nid2sn, (int)) \
    F(void, ASN1_OBJECT_free, ASN1_OBJECT_free, (Object*)) \
    F(int, OPENSSL_sk_num, OPENSSL_sk_num, (const Stack*)) \
    F(void*, OPENSSL_sk_value, OPENSSL_sk_value, (const Stack*, int)) \
    F(Bio*, BIO_new, BIO_new, (const BioMethod*)) \
    F(Bio*, BIO_new_file, BIO_new_file, (const char*, const char*)) \
    F(Bio*, BIO_new_mem_buf, BIO_new_mem_buf, (const void*, int)) \
    F(int, BIO_free, BIO_free, (Bio*)) \
    F(long, BIO_ctrl, BIO_ctrl, (Bio*, int, long, void*)) \
    F(int, BIO_get_new_index, BIO_get_new_index, ()) \
    F(BioMethod*, BIO_meth_new, BIO_meth_new, (int, const char*)) \
    F(int, BIO_meth_set_read, BIO_meth_set_read, (BioMethod*, int (*)(Bio*, char*, int))) \
    F(int, BIO_meth_set_write, BIO_meth_set_write, (BioMethod*, int (*)(Bio*, const char*, int))) \
    F(int, BIO_meth_set_ctrl, BIO_meth_set_ctrl, (BioMethod*, long (*)(Bio*, int, long, void*))) \
    F(void, BIO_set_data, BIO_set_data, (Bio*, void*)) \
    F(void*, BIO_get_data, BIO_get_data, (Bio*)) \
    F(void, BIO_set_init, BIO_set_init, (Bio*, int)) \
    F(void, BIO_set_flags, BIO_set_flags, (Bio*, int)) \
    F(void, BIO_clear_flags, BIO_clear_flags, (Bio*, int)) \
    F(const Method*, TLS_method, TLS_method, ()) \
    F(const Method*, TLS_client_method, TLS_client_method, ()) \
    F(const Method*, TLS_server_method, TLS_server_method, ()) \
    F(Context*, SSL_CTX_new, SSL_CTX_new, (const Method*)) \
    F(void, SSL_CTX_free, SSL_CTX_free, (Context*)) \
    F(long, SSL_CTX_ctrl, SSL_CTX_ctrl, (Context*, int, long, void*)) \
    F(long, SSL_CTX_callback_ctrl, SSL_CTX_callback_ctrl, (Context*, int, void (*)())) \
    F(uint64_t, SSL_CTX_get_options, SSL_CTX_get_options, (const Context*)) \
    F(uint64_t, SSL_CTX_set_options, SSL_CTX_set_options, (Context*, uint64_t)) \
    F(uint64_t, SSL_CTX_clear_options, SSL_CTX_clear_options, (Context*, uint64_t)) \
    F(int, SSL_CTX_get_security_level, SSL_CTX_get_security_level, (const Context*)) \
    F(void, SSL_CTX_set_verify, SSL_CTX_set_verify, (Context*, int, VerifyCallback)) \
    F(int, SSL_CTX_set_cipher_list, SSL_CTX_set_cipher_list, (Context*, const char*)) \
    F(int, SSL_set_session_id_context, SSL_set_session_id_context, (Ssl*, const unsigned char*, unsigned)) \
    F(VerifyParameters*, SSL_CTX_get0_param, SSL_CTX_get0_param, (Context*)) \
    F(Store*, SSL_CTX_get_cert_store, SSL_CTX_get_cert_store, (const Context*)) \
    F(int, SSL_CTX_load_verify_locations, SSL_CTX_load_verify_locations, (Context*, const char*, const char*)) \
    F(int, SSL_CTX_set_default_verify_paths, SSL_CTX_set_default_verify_paths, (Context*)) \
    F(int, SSL_CTX_use_certificate_chain_file, SSL_CTX_use_certificate_chain_file, (Context*, const char*)) \
    F(int, SSL_CTX_use_PrivateKey_file, SSL_CTX_use_PrivateKey_file, (Context*, const char*, int)) \
    F(int, SSL_CTX_check_private_key, SSL_CTX_check_private_key, (const Context*)) \
    F(void, SSL_CTX_set_default_passwd_cb, SSL_CTX_set_default_passwd_cb, (Context*, PasswordCallback)) \
    F(void, SSL_CTX_set_default_passwd_cb_userdata, SSL_CTX_set_default_passwd_cb_userdata, (Context*, void*)) \
    F(int, SSL_CTX_set_alpn_protos, SSL_CTX_set_alpn_protos, (Context*, const unsigned char*, unsigned)) \
    F(void, SSL_CTX_set_alpn_select_cb, SSL_CTX_set_alpn_select_cb, (Context*, SelectAlpn, void*)) \
    F(void, SSL_CTX_set_keylog_callback, SSL_CTX_set_keylog_callback, (Context*, void (*)(const Ssl*, const char*))) \
    F(int, SSL_CTX_set_num_tickets, SSL_CTX_set_num_tickets, (Context*, size_t)) \
    F(size_t, SSL_CTX_get_num_tickets, SSL_CTX_get_num_tickets, (const Context*)) \
    F(void, SSL_CTX_set_psk_client_callback, SSL_CTX_set_psk_client_callback, (Context*, PskClient)) \
    F(void, SSL_CTX_set_psk_server_callback, SSL_CTX_set_psk_server_callback, (Context*, PskServer)) \
    F(int, SSL_CTX_use_psk_identity_hint, SSL_CTX_use_psk_identity_hint, (Context*, const char*)) \
    F(Ssl*, SSL_new, SSL_new, (Context*)) \
    F(void, SSL_free, SSL_free, (Ssl*)) \
    F(long, SSL_ctrl, SSL_ctrl, (Ssl*, int, long, void*)) \
    F(void, SSL_set_bio, SSL_set_bio, (Ssl*, Bio*, Bio*)) \
    F(void, SSL_set_connect_state, SSL_set_connect_state, (Ssl*)) \
    F(void, SSL_set_accept_state, SSL_set_accept_state, (Ssl*)) \
    F(int, SSL_do_handshake, SSL_do_handshake, (Ssl*)) \
    F(int, SSL_is_init_finished, SSL_is_init_finished, (const Ssl*)) \
    F(int, SSL_read, SSL_read, (Ssl*, void*, int)) \
    F(int, SSL_write, SSL_write, (Ssl*, const void*, int)) \
    F(int, SSL_pending, SSL_pending, (const Ssl*)) \
    F(int, SSL_shutdown, SSL_shutdown, (Ssl*)) \
    F(int, SSL_get_shutdown, SSL_get_shutdown, (const Ssl*)) \
    F(int, SSL_get_error, SSL_get_error, (const Ssl*, int)) \
    F(long, SSL_get_verify_result, SSL_get_verify_result, (const Ssl*)) \
    F(int, SSL_get_verify_mode, SSL_get_verify_mode, (const Ssl*)) \
    F(void, SSL_set_verify, SSL_set_verify, (Ssl*, int, VerifyCallback)) \
    F(VerifyParameters*, SSL_get0_param, SSL_get0_param, (Ssl*)) \
    F(Context*, SSL_set_SSL_CTX, SSL_set_SSL_CTX, (Ssl*, Context*)) \
    F(const char*, SSL_get_version, SSL_get_version, (const Ssl*)) \
    F(const Cipher*, SSL_get_current_cipher, SSL_get_current_cipher, (const Ssl*)) \
    F(Stack*, SSL_get_ciphers, SSL_get_ciphers, (const Ssl*)) \
    F(Stack*, SSL_get_client_ciphers, SSL_get_client_ciphers, (const Ssl*)) \
    F(const void*, SSL_get_current_compression, SSL_get_current_compression, (const Ssl*)) \
    F(void, SSL_get0_alpn_selected, SSL_get0_alpn_selected, (const Ssl*, const unsigned char**, unsigned*)) \
    F(const char*, SSL_get_servername, SSL_get_servername, (const Ssl*, int)) \
    F(Certificate*, SSL_get1_peer_certificate, SSL_get_peer_certificate, (const Ssl*)) \
    F(Stack*, SSL_get_peer_cert_chain, SSL_get_peer_cert_chain, (const Ssl*)) \
    F(Stack*, SSL_get0_verified_chain, SSL_get0_verified_chain, (const Ssl*)) \
    F(size_t, SSL_get_finished, SSL_get_finished, (const Ssl*, void*, size_t)) \
    F(size_t, SSL_get_peer_finished, SSL_get_peer_finished, (const Ssl*, void*, size_t)) \
    F(int, SSL_session_reused, SSL_session_reused, (const Ssl*)) \
    F(Session*, SSL_get1_session, SSL_get1_session, (Ssl*)) \
    F(int, SSL_set_session, SSL_set_session, (Ssl*, Session*)) \
    F(void, SSL_SESSION_free, SSL_SESSION_free, (Session*)) \
    F(int, i2d_SSL_SESSION, i2d_SSL_SESSION, (const Session*, unsigned char**)) \
    F(Session*, d2i_SSL_SESSION, d2i_SSL_SESSION, (Session**, const unsigned char**, long)) \
    F(const unsigned char*, SSL_SESSION_get_id, SSL_SESSION_get_id, (const Session*, unsigned*)) \
    F(long, SSL_SESSION_get_time, SSL_SESSION_get_time, (const Session*)) \
    F(long, SSL_SESSION_get_timeout, SSL_SESSION_get_timeout, (const Session*)) \
    F(int, SSL_SESSION_has_ticket, SSL_SESSION_has_ticket, (const Session*)) \
    F(unsigned long, SSL_SESSION_get_ticket_lifetime_hint, SSL_SESSION_get_ticket_lifetime_hint, (const Session*)) \
    F(void, SSL_CTX_set_post_handshake_auth, SSL_CTX_set_post_handshake_auth, (Context*, int)) \
    F(void, SSL_set_post_handshake_auth, SSL_set_post_handshake_auth, (Ssl*, int)) \
    F(int, SSL_verify_client_post_handshake, SSL_verify_client_post_handshake, (Ssl*)) \
    F(int, SSL_select_next_proto, SSL_select_next_proto, (unsigned char**, unsigned char*, const unsigned char*, unsigned, const unsigned char*, unsigned)) \
    F(const char*, SSL_CIPHER_get_name, SSL_CIPHER_get_name, (const Cipher*)) \
    F(const char*, SSL_CIPHER_get_version, SSL_CIPHER_get_version, (const Cipher*)) \
    F(int, SSL_CIPHER_get_bits, SSL_CIPHER_get_bits, (const Cipher*, int*)) \
    F(uint32_t, SSL_CIPHER_get_id, SSL_CIPHER_get_id, (const Cipher*)) \
    F(char*, SSL_CIPHER_description, SSL_CIPHER_description, (const Cipher*, char*, int)) \
    F(int, SSL_CIPHER_is_aead, SSL_CIPHER_is_aead, (const Cipher*)) \
    F(int, SSL_CIPHER_get_cipher_nid, SSL_CIPHER_get_cipher_nid, (const Cipher*)) \
    F(int, SSL_CIPHER_get_digest_nid, SSL_CIPHER_get_digest_nid, (const Cipher*)) \
    F(int, SSL_CIPHER_get_kx_nid, SSL_CIPHER_get_kx_nid, (const Cipher*)) \
    F(int, SSL_CIPHER_get_auth_nid, SSL_CIPHER_get_auth_nid, (const Cipher*)) \
    F(unsigned long, X509_VERIFY_PARAM_get_flags, X509_VERIFY_PARAM_get_flags, (const VerifyParameters*)) \
    F(int, X509_VERIFY_PARAM_set_flags, X509_VERIFY_PARAM_set_flags, (VerifyParameters*, unsigned long)) \
    F(int, X509_VERIFY_PARAM_clear_flags, X509_VERIFY_PARAM_clear_flags, (VerifyParameters*, unsigned long)) \
    F(int, X509_VERIFY_PARAM_set1_host, X509_VERIFY_PARAM_set1_host, (VerifyParameters*, const char*, size_t)) \
    F(int, X509_VERIFY_PARAM_set1_ip_asc, X509_VERIFY_PARAM_set1_ip_asc, (VerifyParameters*, const char*)) \
    F(void, X509_VERIFY_PARAM_set_hostflags, X509_VERIFY_PARAM_set_hostflags, (VerifyParameters*, unsigned)) \
    F(const char*, X509_verify_cert_error_string, X509_verify_cert_error_string, (long)) \
    F(const char*, X509_get_default_cert_dir, X509_get_default_cert_dir, ()) \
    F(const char*, X509_get_default_cert_file, X509_get_default_cert_file, ()) \
    F(const char*, X509_get_default_cert_dir_env, X509_get_default_cert_dir_env, ()) \
    F(const char*, X509_get_default_cert_file_env, X509_get_default_cert_file_env, ()) \
    F(Stack*, X509_STORE_get0_objects, X509_STORE_get0_objects, (const Store*)) \
    F(int, X509_STORE_lock, X509_STORE_lock, (Store*)) \
    F(int, X509_STORE_unlock, X509_STORE_unlock, (Store*)) \
    F(int, X509_STORE_add_cert, X509_STORE_add_cert, (Store*, Certificate*)) \
    F(int, X509_OBJECT_get_type, X509_OBJECT_get_type, (const StoreObject*)) \
    F(Certificate*, X509_OBJECT_get0_X509, X509_OBJECT_get0_X509, (const StoreObject*)) \
    F(int, X509_check_ca, X509_check_ca, (Certificate*)) \
    F(int, i2d_X509, i2d_X509, (const Certificate*, unsigned char**)) \
    F(Certificate*, d2i_X509, d2i_X509, (Certificate**, const unsigned char**, long)) \
    F(Certificate*, d2i_X509_bio, d2i_X509_bio, (Bio*, Certificate**)) \
    F(Certificate*, PEM_read_bio_X509, PEM_read_bio_X509, (Bio*, Certificate**, PasswordCallback, void*)) \
    F(void, X509_free, X509_free, (Certificate*)) \
    F(Dh*, PEM_read_bio_DHparams, PEM_read_bio_DHparams, (Bio*, Dh**, PasswordCallback, void*)) \
    F(void, DH_free, DH_free, (Dh*))
// clang-format on

struct Functions {
// NOLINTNEXTLINE(bugprone-macro-parentheses): parts of a declaration, not of an expression.
#define PYSOCKET_DECLARE(result, name, older, parameters) result(*name) parameters = nullptr;
    PYSOCKET_OPENSSL_FUNCTIONS(PYSOCKET_DECLARE)
#undef PYSOCKET_DECLARE
};

// Complete once load() has returned null.
extern Functions functions;

// Finds the functions in the running process. Returns the name of the first that is missing.
const char* load();

// Numbers that OpenSSL documents as macros.
constexpr int kErrorNone = 0;
constexpr int kErrorSsl = 1;
constexpr int kErrorWantRead = 2;
constexpr int kErrorWantWrite = 3;
constexpr int kErrorSyscall = 5;
constexpr int kErrorZeroReturn = 6;
constexpr int kReceivedShutdown = 2;
constexpr int kLibrarySystem = 2;

}  // namespace pysocket::openssl
