// Stands in for libgit2's network layer when libgit2.a is linked statically.
//
// Debian's libgit2 parses the system's CA bundle with mbedtls in git_libgit2_init(): 52 of its 62 million instructions,
// 7 to 10 ms of every start. We never use libgit2's network (fetch and push are git's own), so the symbols that its
// archive members streams/mbedtls, transports/ssh, auth_negotiate and httpclient define are defined here, and the linker
// never pulls those members in. Start-up: 62.0 -> 0.42 million instructions. A libgit2 that grows another such symbol
// fails at link time, not at run time.
#ifdef GIT_REGISTRY_STATIC_LIBGIT2
#include <stddef.h>

int git_mbedtls__set_cert_location(const char *file, const char *path) { return -1; }
int git_mbedtls_stream_global_init(void) { return 0; }
int git_mbedtls_stream_new(void **out, const char *host, const char *port) { return -1; }
int git_mbedtls_stream_wrap(void **out, void *in, const char *host) { return -1; }
int git_http_auth_negotiate(void **out, const void *url) { *out = NULL; return -1; }
int git_transport_ssh_global_init(void) { return 0; }
int git_smart_subtransport_ssh(void **out, void *transport, void *param) { return -1; }
int git_transport_ssh_with_paths(void **out, void *transport, void *param) { return -1; }
void git_http_client_free(void *client) {}
int git_http_client_has_response(void *client) { return 0; }
int git_http_client_new(void **out, void *options) { return -1; }
int git_http_client_read_body(void *client, char *buffer, size_t size) { return -1; }
int git_http_client_read_response(void *response, void *client) { return -1; }
int git_http_client_send_body(void *client, const char *buffer, size_t size) { return -1; }
int git_http_client_send_request(void *client, void *request) { return -1; }
int git_http_client_skip_body(void *client) { return -1; }
void git_http_response_dispose(void *response) {}
int git_http_response_is_redirect(void *response) { return 0; }
#endif
