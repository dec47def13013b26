import Foundation
import TestSupport
import Testing

/// Servers of the Git LFS batch API.
enum LFSServer {
  /// giftless, a real server, from PyPI: `make test` installs it and names its Python in `GIFTLESS`.
  static let giftless = ProcessInfo.processInfo.environment["GIFTLESS"]
  static let missing: Comment = "GIFTLESS names no Python with giftless"

  /// Runs giftless over `store/` in the sandbox.
  static func serveGiftless(in sandbox: GitSandbox, _ body: (String) throws -> Void) throws {
    try sandbox.write(
      """
      AUTH_PROVIDERS: ["giftless.auth.allow_anon:read_write"]
      TRANSFER_ADAPTERS:
        basic:
          factory: giftless.transfer.basic_streaming:factory
          options:
            storage_class: giftless.storage.local_storage:LocalStorage
            storage_options: {path: \(sandbox.path("store"))}
      """, to: "giftless.yaml")
    let port = try GitSandbox.freePort()
    let command =
      "env GIFTLESS_CONFIG_FILE=\(sandbox.path("giftless.yaml")) \(try #require(giftless)) -m flask --app giftless.wsgi_entrypoint run --port \(port)"
    try sandbox.serving(command, port: port) { try body("http://127.0.0.1:\(port)/acme/models") }
  }

  /// Runs a server of `objects/OID` that errs as the file `mode` says, and writes what it is asked for to `requests`.
  static func serveErring(in sandbox: GitSandbox, _ body: (String) throws -> Void) throws {
    try sandbox.write(script, to: "lfs-server.py")
    try FileManager.default.createDirectory(atPath: sandbox.path("objects"), withIntermediateDirectories: true)
    try sandbox.write("", to: "requests")
    try sandbox.write("ok", to: "mode")
    let port = try GitSandbox.freePort()
    try sandbox.serving("python3 lfs-server.py \(port)", port: port) { try body("http://127.0.0.1:\(port)/") }
  }

  private static let script = """
    import http.server, json, os, sys, time
    port = int(sys.argv[1])
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        def log_message(self, *_): pass
        def note(self, text):
            with open("requests", "a") as file: file.write(text + "\\n")
        def answer(self, status, body, kind="application/vnd.git-lfs+json", length=None, headers={}):
            self.send_response(status)
            self.send_header("Content-Type", kind)
            for name, value in headers.items(): self.send_header(name, value)
            self.send_header("Content-Length", str(len(body) if length is None else length))
            self.end_headers()
            self.wfile.write(body)
            if length is not None: self.close_connection = True
        def do_POST(self):
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            mode = open("mode").read()
            if not self.path.endswith("/objects/batch"): return self.answer(404, b"{}")
            for object in request["objects"]: self.note("batch " + object["oid"])
            if mode == "batch-503": return self.answer(503, b'{"message": "down for maintenance"}')
            if mode == "batch-429": return self.answer(429, b'{"message": "slow down"}', headers={"Retry-After": "1"})
            if mode == "batch-html": return self.answer(200, b"<html>Sign in</html>", "text/html")
            for object in request["objects"]:
                if mode == "missing": object["error"] = {"code": 404, "message": "Object does not exist"}
                else: object["actions"] = {"download": {"href": f"http://127.0.0.1:{port}/o/{object['oid']}"}}
                if mode == "expired": object["actions"]["download"]["expires_at"] = "2020-01-01T00:00:00Z"
            self.answer(200, json.dumps({"transfer": "basic", "objects": request["objects"]}).encode())
        def do_GET(self):
            oid, mode = self.path.rsplit("/", 1)[1], open("mode").read()
            data = open(os.path.join("objects", oid), "rb").read()
            wanted = self.headers.get("Range")
            self.note(f"get {oid} {wanted}")
            if mode in ("403", "404", "429", "503"): return self.answer(int(mode), b'{"message": "no"}', headers={"Retry-After": "1"})
            if mode == "expired": return self.answer(403, b'{"message": "the link has expired"}')
            if mode == "html": return self.answer(200, b"<html>error</html>", "text/html")
            if mode == "wrong": return self.answer(200, bytes([data[0] ^ 1]) + data[1:])
            if mode == "short": return self.answer(200, data[:len(data) // 2], length=len(data))
            if wanted:
                start = int(wanted.split("=")[1].split("-")[0])
                return self.answer(206, data[start:], headers={"Content-Range": f"bytes {start}-{len(data) - 1}/{len(data)}"})
            if mode == "slow":
                self.answer(200, b"", "application/octet-stream", length=len(data))
                for start in range(0, len(data), 100_000):
                    self.wfile.write(data[start:start + 100_000])
                    time.sleep(0.1)
                return
            self.answer(200, data, "application/octet-stream")
    http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler).serve_forever()
    """
}
