import Foundation
import TestSupport
import Testing

/// What a server tells others: real receivers that fail, are slow, and are killed.
struct WebhookTests {
  private let team: TeamServer
  private var sandbox: GitSandbox { team.sandbox }

  /// Where `standardwebhooks` of PyPI is, which judges the signatures.
  private static let python = SourceTree.url(".build/venv-webhooks/bin/python").path

  init() throws {
    team = try TeamServer()
    try sandbox.write("whsec_\(Data((0..<32).map { UInt8($0 * 7) }).base64EncodedString())\n", to: "secret")
  }

  /// Takes messages, and writes each verified one as a line; how it answers, the file `mood` says.
  private static let receiver = #"""
    import json, sys, time
    from http.server import BaseHTTPRequestHandler, HTTPServer
    from standardwebhooks import Webhook
    webhook = Webhook(open("secret").read().strip())
    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["content-length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            message = webhook.verify(body, headers)
            mood = open("mood").read().strip()
            if mood == "slow": time.sleep(2)
            if mood.startswith("3"):
                self.send_response(307)
                self.send_header("location", f"http://127.0.0.1:{sys.argv[1]}/elsewhere")
            elif mood == "fail": self.send_response(500)
            else:
                with open("taken", "a") as file:
                    file.write(json.dumps({"id": headers["webhook-id"], "path": self.path, "data": message["data"]}) + "\n")
                self.send_response(204)
            if mood != "ok":
                with open("tries", "a") as file: file.write(headers["webhook-id"] + "\n")
            self.send_header("content-length", "0")
            self.end_headers()
        def log_message(self, *_): pass
    HTTPServer(("127.0.0.1", int(sys.argv[1])), Receiver).serve_forever()
    """#

  private struct Taken {
    let id: String
    let events: [String]
  }

  private func taken() throws -> [Taken] {
    try ((try? sandbox.read("taken")) ?? "").split(separator: "\n").map { line in
      let value = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      let data = try #require(value["data"] as? [String: Any])
      let events = try #require(data["events"] as? [[String: Any]])
      #expect(data["organization"] as? String == "acme" && value["path"] as? String == "/hook")
      return Taken(id: try #require(value["id"] as? String), events: events.compactMap { $0["text"] as? String })
    }
  }

  /// Waits until as many were taken, or as many attempts were made.
  private func wait(for count: Int, in file: String) throws {
    let script =
      "for i in $(seq 300); do [ $(wc -l < \(file) 2>/dev/null || echo 0) -ge \(count) ] && exit 0; sleep 0.1; done; exit 1"
    let outcome = try sandbox.run("bash", ["-c", script])
    try #require(outcome.status == 0, "\((try? sandbox.read(file)) ?? "nothing in \(file)")")
  }

  private func receiving(_ port: Int, _ mood: String, _ body: () throws -> Void) throws {
    try sandbox.write(mood, to: "mood")
    try sandbox.write(Self.receiver, to: "receiver.py")
    try sandbox.serving("\(Self.python) receiver.py \(port)", port: port, body)
  }

  private func create(_ model: String) throws {
    try sandbox.registry("model", "create", "Models/\(model)", in: "git/acme.git")
  }

  @Test func whatHappensIsToldInOrderAndSigned() throws {
    let hook = try GitSandbox.freePort()
    let token = try team.token("mia")
    try sandbox.registry("hook", "install", "git/acme.git", "--actor-from", "http", "--strict", in: ".")
    try create("before")
    let options = "--listen 127.0.0.1:PORT --root git --webhook http://127.0.0.1:\(hook)/hook --webhook-secret secret"
    try receiving(hook, "ok") { () throws in
      try team.serve(options) { (port: Int) throws in
        for name in ["one", "two", "three"] {
          let answer = try team.curl(
            "-u", "x:\(token)", "--json", #"{"name": "\#(name)"}"#,
            "http://127.0.0.1:\(port)/api/v1/organizations/acme/registries/Models/models")
          #expect(answer.status == "200", "\(answer)")
        }
        // What git brings is told too.
        let pushed = try sandbox.run(
          "bash",
          [
            "-c",
            "set -e; unset GIT_AUTHOR_DATE GIT_COMMITTER_DATE; git -c credential.helper= clone -q http://x:\(token)@127.0.0.1:\(port)/acme.git clone; cd clone; git config user.email mia@acme.org; git config user.name mia; git registry model create Models/pushed; git push -q",
          ])
        #expect(pushed.status == 0, "\(pushed.text)")
        try wait(for: 4, in: "taken")
        let metrics = try team.curl("http://127.0.0.1:\(port)/metrics").body
        #expect(metrics.contains("git_registry_webhook_deliveries_total 4\n"), "\(metrics)")
        let syncs = try #require(metrics.firstMatch(of: /git_registry_syncs_total (\d+)/)).output.1
        #expect(syncs != "0")
      }
    }
    let told = try taken()
    #expect(
      told.flatMap(\.events) == ["one", "two", "three", "pushed"].map { "created model Models/\($0)" }, "\(told)")
    #expect(Set(told.map(\.id)).count == 4)
  }

  /// Nothing is lost: not with a receiver that fails, redirects, is slow or is away, and not with a server that is killed.
  @Test func whatIsNotTakenIsSentAgain() throws {
    let hook = try GitSandbox.freePort()
    _ = try team.token("mia")
    let options =
      "--listen 127.0.0.1:PORT --root git --webhook http://127.0.0.1:\(hook)/hook --webhook-secret secret --webhook-events model-created"
    try receiving(hook, "307") { () throws in
      try team.serve(options) { (_: Int) throws in
        try create("one")
        try wait(for: 1, in: "tries")
        try sandbox.write("fail", to: "mood")
        try wait(for: 3, in: "tries")
      }
    }
    // The server was killed, and the receiver too. What happens meanwhile is told later; other kinds of events are not.
    #expect(try taken().isEmpty)
    try create("two")
    try sandbox.registry("model", "edit", "Models/two", "--description", "d", in: "git/acme.git")
    try team.serve(options) { (_: Int) throws in
      try sandbox.run("sleep", ["1"]).requireSuccess()
      try receiving(hook, "slow") { () throws in try wait(for: 2, in: "taken") }
    }
    try create("three")
    try receiving(hook, "ok") { () throws in
      try team.serve(options) { (_: Int) throws in try wait(for: 3, in: "taken") }
    }
    var ids: Set<String> = []
    let told = try taken().filter { ids.insert($0.id).inserted }
    #expect(told.flatMap(\.events) == ["one", "two", "three"].map { "created model Models/\($0)" }, "\(told)")
    let tries = try sandbox.read("tries").split(separator: "\n")
    #expect(Set(tries.prefix(3)).count == 1 && String(tries[0]) == told[0].id)
  }

  @Test(arguments: [
    ("--webhook http://127.0.0.1:1/", "add --webhook-secret FILE"),
    ("--webhook http://127.0.0.1:1/ --webhook-secret nowhere", "there is no secret in 'nowhere'"),
    ("--webhook ftp://x --webhook-secret secret", "is not an address"),
    ("--webhook http://x --webhook-secret secret --webhook-events alias-movd", "did you mean 'alias-moved'?"),
    ("--webhook-secret secret", "add it"),
  ])
  func wrongOptionsAreRefused(_ options: String, _ message: String) throws {
    let outcome = try sandbox.registry(
      ["serve", "--listen", "127.0.0.1:0", "--root", "git"] + options.split(separator: " ").map(String.init))
    #expect(outcome.status != 0 && outcome.error.contains(message), "\(outcome.text)")
  }

  /// The bridge of docs/webhooks.md, with a Slack that is down at first.
  @Test func theBridgeToSlackWorks() throws {
    let text = try String(contentsOf: SourceTree.url("docs/webhooks.md"), encoding: .utf8)
    let code = try #require(text.matches(of: /```python\n(?s)(.*?)```/).last).output.1
    try sandbox.write(String(code), to: "bridge.py")
    let (hook, slack) = (try GitSandbox.freePort(), try GitSandbox.freePort())
    try sandbox.write(
      """
      import sys
      from http.server import BaseHTTPRequestHandler, HTTPServer
      class Slack(BaseHTTPRequestHandler):
          def do_POST(self):
              open("said", "ab").write(self.rfile.read(int(self.headers["content-length"])) + b"\\n")
              self.send_response(200)
              self.end_headers()
      HTTPServer(("127.0.0.1", int(sys.argv[1])), Slack).serve_forever()
      """, to: "slack.py")
    _ = try team.token("mia")
    let options = "--listen 127.0.0.1:PORT --root git --webhook http://127.0.0.1:\(hook)/ --webhook-secret secret"
    let bridge = "env PORT=\(hook) SECRET=secret SLACK=http://127.0.0.1:\(slack)/ \(Self.python) bridge.py"
    try sandbox.serving(bridge, port: hook) { () throws in
      try team.serve(options) { (_: Int) throws in
        try create("one")
        try sandbox.run("sleep", ["1"]).requireSuccess()
        try sandbox.serving("python3 slack.py \(slack)", port: slack) { () throws in try wait(for: 1, in: "said") }
      }
    }
    let said = try sandbox.read("said")
    #expect(said.contains("created model Models/one (ada)"), "\(said)")
  }
}
