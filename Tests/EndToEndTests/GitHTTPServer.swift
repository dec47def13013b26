import Foundation
import TestSupport
import Testing

/// A host as people meet it: repositories over HTTPS by `git http-backend`, Git LFS below `info/lfs`, a name and a password for both.
enum GitHTTPServer {
  /// Runs it over a folder of the sandbox while `body` runs.
  ///
  /// - Parameter body: gets the address of the folder, `https://ada:secret@127.0.0.1:PORT`, which the sandbox's git trusts.
  static func serve(in sandbox: GitSandbox, _ body: (String) throws -> Void) throws {
    let certificate = """
      openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1 -keyout tls.key -out tls.crt \
        -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1
      """
    try sandbox.run("bash", ["-c", certificate]).requireSuccess()
    try sandbox.git("config", "--global", "http.sslCAInfo", sandbox.path("tls.crt"))
    try sandbox.write(script, to: "git-server.py")
    let port = try GitSandbox.freePort()
    try sandbox.serving("python3 git-server.py \(port) \(sandbox.folder.path)", port: port) {
      try body("https://ada:secret@127.0.0.1:\(port)")
    }
  }

  private static let script = """
    import base64, http.server, json, os, ssl, subprocess, sys
    port, root = int(sys.argv[1]), sys.argv[2]
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        def log_message(self, *_): pass
        def answer(self, status, body, headers):
            self.send_response(status)
            for name, value in headers: self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        def body(self):
            if self.headers.get("Transfer-Encoding") != "chunked":
                return self.rfile.read(int(self.headers.get("Content-Length", 0)))
            data = b""
            while size := int(self.rfile.readline(), 16):
                data += self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
            return data
        def handle_any(self):
            data = self.body()
            path, _, query = self.path.partition("?")
            if self.headers.get("Authorization") != "Basic " + base64.b64encode(b"ada:secret").decode():
                return self.answer(401, b"", [("WWW-Authenticate", 'Basic realm="models"'), ("LFS-Authenticate", 'Basic realm="models"')])
            repository, found, rest = path.partition("/info/lfs/")
            if found: return self.lfs(root + repository + "/lfs/objects", "https://127.0.0.1:%d%s/info/lfs/" % (port, repository), rest, data)
            environment = dict(os.environ, GIT_PROJECT_ROOT=root, GIT_HTTP_EXPORT_ALL="1", PATH_INFO=path, QUERY_STRING=query,
                REQUEST_METHOD=self.command, CONTENT_TYPE=self.headers.get("Content-Type", ""), REMOTE_USER="ada",
                HTTP_CONTENT_ENCODING=self.headers.get("Content-Encoding", ""), GIT_PROTOCOL=self.headers.get("Git-Protocol", ""))
            output = subprocess.run(["git", "http-backend"], input=data, stdout=subprocess.PIPE, env=environment).stdout
            head, _, content = output.partition(b"\\r\\n\\r\\n")
            headers = [tuple(line.split(": ", 1)) for line in head.decode().split("\\r\\n")]
            status = next((int(value.split()[0]) for name, value in headers if name == "Status"), 200)
            self.answer(status, content, [pair for pair in headers if pair[0] != "Status"])
        def lfs(self, store, address, rest, data):
            header = {"Authorization": self.headers["Authorization"]}
            kind = [("Content-Type", "application/vnd.git-lfs+json")]
            place = lambda oid: os.path.join(store, oid[:2], oid[2:4], oid)
            if rest == "objects/batch":
                request = json.loads(data)
                for entry in request["objects"]:
                    if request["operation"] == "upload": entry["actions"] = {"upload": {"href": address + entry["oid"], "header": header}}
                    elif os.path.exists(place(entry["oid"])): entry["actions"] = {"download": {"href": address + entry["oid"], "header": header}}
                    else: entry["error"] = {"code": 404, "message": "Object does not exist"}
                return self.answer(200, json.dumps({"transfer": "basic", "objects": request["objects"]}).encode(), kind)
            if self.command == "PUT":
                os.makedirs(os.path.dirname(place(rest)), exist_ok=True)
                open(place(rest), "wb").write(data)
                return self.answer(200, b"", kind)
            if len(rest) != 64 or not os.path.exists(place(rest)): return self.answer(404, b"{}", kind)
            self.answer(200, open(place(rest), "rb").read(), [("Content-Type", "application/octet-stream")])
        do_GET = do_POST = do_PUT = handle_any
    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain("tls.crt", "tls.key")
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.serve_forever()
    """
}
