import Foundation
import TestSupport
import Testing

/// A server for a team: bare repositories, tokens, TLS, a file of settings.
struct TeamServerTests {
  private let team: TeamServer
  private var sandbox: GitSandbox { team.sandbox }

  init() throws { team = try TeamServer() }

  @Test func nobodyIsServedBeyondThisMachineBeforeThereIsAToken() throws {
    let before = try sandbox.registry(["serve", "--listen", "0.0.0.0:0", "git/acme.git"])
    #expect(
      before.status != 0 && before.error.contains("git registry -C git/acme.git token create MEMBER"), "\(before.text)")
    _ = try team.token("mia")
    try team.serve("--listen 0.0.0.0:PORT --host models.acme.org git/acme.git") { (port: Int) throws in
      #expect(try team.curl("http://127.0.0.1:\(port)/readyz").body == "ok\n")
      let named = ["-H", "Host: models.acme.org"]
      #expect(try team.curl("http://127.0.0.1:\(port)/healthz", named[0], named[1]).status == "200")
      #expect(try team.curl("http://127.0.0.1:\(port)/healthz", "-H", "Host: evil.org").status == "421")
    }
  }

  @Test func aTeamTakesABareRepositoryWithTheHook() throws {
    try sandbox.registry("init", "clone", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org", in: ".")
    let clone = try sandbox.registry(["serve", "--listen", "0.0.0.0:0", "clone"])
    #expect(clone.status != 0 && clone.error.contains("serve a bare repository to a team"), "\(clone.text)")
    try sandbox.registry(
      "init", "--bare", "bare.git", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org", in: ".")
    let bare = try sandbox.registry(["serve", "--listen", "0.0.0.0:0", "bare.git"])
    #expect(bare.status != 0 && bare.error.contains("git registry hook install bare.git --strict"), "\(bare.text)")
  }

  /// What the server writes is recorded with how the actor was known; each way to send a token is one.
  @Test func membersWriteByTheirTokens() throws {
    let token = try team.token("mia@acme.org", "--scope", "write")
    let reader = try team.token("mia", "--scope", "read")
    try team.serve("--listen 127.0.0.1:PORT --root git") { (port: Int) throws in
      let url = "http://127.0.0.1:\(port)/acme/registries/Models/\(TeamServer.create)"
      let ways = [
        ["-u", "anybody:\(token)"], ["-H", "Authorization: Bearer \(token)"], ["-H", "PRIVATE-TOKEN: \(token)"],
        ["-H", "JOB-TOKEN: \(token)"], ["-H", "PRIVATE-TOKEN: glpat-\(token)"],
        ["-u", "anybody:\(token)", "-H", "PRIVATE-TOKEN: wrong"],
      ]
      for (index, way) in ways.enumerated() {
        let answer = try team.curl(way[0], way[1], "-d", #"{"name": "m\#(index)"}"#, url)
        #expect(answer.status == "200", "\(way): \(answer)")
      }
      #expect(try team.curl("-u", "x:\(reader)", "-d", #"{"name": "no"}"#, url).status == "403")
      #expect(try team.curl("-d", #"{"name": "no"}"#, url).status == "401")
      // An organization that does not exist is answered as one that this token is not of.
      let nowhere = try team.curl("-u", "x:\(token)", "-d", "{}", url.replacing("/acme/", with: "/nowhere/"))
      #expect(nowhere.status == "401")
    }
    let log = try sandbox.git("log", "--format=%an <%ae> %cn", "-1", in: "git/acme.git")
    #expect(log == "mia <mia@acme.org> git registry\n")
    let audit = try sandbox.registry(["audit"], in: "git/acme.git")
    #expect(
      audit.output.contains("6 actors known by token\n") && audit.output.contains("allowed: 6\n")
        && !audit.output.contains("refused"), "\(audit.text)")
  }

  @Test func aRevokedTokenIsRefusedAtOnce() throws {
    let token = try team.token("mia", "--registry", "Models", "--expires", "30d")
    try team.serve("--listen 127.0.0.1:PORT --root git") { (port: Int) throws in
      let url = "http://127.0.0.1:\(port)/acme/registries/Models/\(TeamServer.create)"
      #expect(try team.curl("-u", "x:\(token)", "-d", #"{"name": "a"}"#, url).status == "200")
      let listed = try sandbox.registry(["token", "list", "--json"], in: "git/acme.git")
      let tokens = try #require(
        try JSONSerialization.jsonObject(with: Data(listed.output.utf8)) as? [[String: Any]])
      #expect(tokens.count == 1 && tokens[0]["member"] as? String == "mia" && tokens[0]["lastUsed"] is String)
      #expect(!listed.output.contains(token))
      let id = try #require(tokens[0]["id"] as? String)
      try sandbox.registry("token", "revoke", id, in: "git/acme.git")
      #expect(try team.curl("-u", "x:\(token)", "-d", #"{"name": "b"}"#, url).status == "401")
      let lines = try sandbox.registry(["token", "list"], in: "git/acme.git").output
      #expect(lines.contains("\(id)  mia  write  Models  revoked "), "\(lines)")
      // The secret is nowhere, and the file is its owner's alone.
      let found = try sandbox.run("grep", ["-r", "-l", token, "git"])
      #expect(found.output == "", "\(found.output)")
    }
  }

  @Test func aMemberWhoLeftIsRefusedAtOnce() throws {
    let token = try team.token("mia")
    try team.serve("--listen 127.0.0.1:PORT --root git") { (port: Int) throws in
      let url = "http://127.0.0.1:\(port)/acme/registries/Models/\(TeamServer.create)"
      #expect(try team.curl("-u", "x:\(token)", "-d", #"{"name": "a"}"#, url).status == "200")
      try sandbox.registry("member", "remove", "mia", in: "git/acme.git")
      #expect(try team.curl("-u", "x:\(token)", "-d", #"{"name": "b"}"#, url).status == "401")
    }
  }

  @Test func wrongUseSaysWhatToDo() throws {
    func said(_ arguments: String...) throws -> String {
      let outcome = try sandbox.registry(arguments, in: "git/acme.git")
      #expect(outcome.status != 0)
      return outcome.error
    }
    #expect(try said("token", "create", "mja").contains("'mja' is not a member; did you mean 'mia'?"))
    #expect(try said("token", "create", "mia", "--scope", "wrte").contains("did you mean 'write'?"))
    #expect(try said("token", "create", "mia", "--registry", "Model").contains("did you mean 'Models'?"))
    #expect(try said("token", "create", "mia", "--expires", "soon").contains("write 90d, 12h, 4w or never"))
    #expect(try said("token", "revoke", "zzz").contains("there is no token 'zzz'"))
    #expect(try said("serve", "--tls-cert", "x").contains("add --tls-key FILE"))
    #expect(try said("serve", "--root", "empty", ".").contains("leave out '.'"))
    #expect(try said("serve", "--root", "empty").contains("there is no repository NAME.git in 'empty'"))
  }

  /// The file has the options' names; the command line wins.
  @Test func settingsComeFromAFile() throws {
    func refused(_ text: String) throws -> String {
      try sandbox.write(text, to: "server.yaml")
      let outcome = try sandbox.registry(["serve", "--config", "server.yaml"])
      #expect(outcome.status != 0)
      // How the command is written has nothing to do with it.
      #expect(outcome.error.hasPrefix("error: ") && !outcome.error.contains("Usage"))
      return outcome.error
    }
    #expect(
      try refused("root: git\nlisten: 127.0.0.1:0\ntls-crt: x\n").contains(
        "server.yaml:3: there is no option 'tls-crt'; did you mean 'tls-cert'?"))
    #expect(try refused("root: [a, b]\n").contains("server.yaml:1: 'root' takes one value"))
    #expect(try refused("- root\n").contains("'server.yaml' is not YAML with a key and a value on each line"))
    #expect(try refused("root: git\nlisten: [a\n").contains("server.yaml:3:1: did not find expected ',' or ']'"))
    #expect(try refused("root: git\nroot: other\n").contains("server.yaml:2:1: "))
    try sandbox.write(
      "root: git\ndata: data\nlisten: [127.0.0.1:1]\nhost: [models.acme.org, m.acme.org]\n", to: "server.yaml")
    try team.serve("--config server.yaml --listen 127.0.0.1:PORT") { (port: Int) throws in
      let answer = try team.curl("-H", "Host: m.acme.org", "http://127.0.0.1:\(port)/readyz")
      #expect(answer.status == "200")
      #expect(sandbox.exists("data/acme/runs.sqlite"))
    }
  }

  @Test func severalRepositoriesAreApart() throws {
    try team.repository("umbrella")
    let acme = try team.token("mia")
    let umbrella = try team.token("mia", in: "umbrella")
    try team.serve("--listen 127.0.0.1:PORT --root git") { (port: Int) throws in
      func url(_ name: String) -> String { "http://127.0.0.1:\(port)/\(name)/registries/Models/\(TeamServer.create)" }
      #expect(try team.curl("-u", "x:\(acme)", "-d", #"{"name": "a"}"#, url("acme")).status == "200")
      #expect(try team.curl("-u", "x:\(umbrella)", "-d", #"{"name": "u"}"#, url("umbrella")).status == "200")
      let foreign = try team.curl("-u", "x:\(acme)", "-d", #"{"name": "x"}"#, url("umbrella"))
      let missing = try team.curl("-u", "x:\(acme)", "-d", #"{"name": "x"}"#, url("nowhere"))
      #expect(foreign == missing && foreign.status == "401", "\(foreign) \(missing)")
      let metrics = try team.curl("http://127.0.0.1:\(port)/metrics").body
      #expect(metrics.contains("git_registry_commit_groups_total 2\n") && !metrics.contains("umbrella"), "\(metrics)")
    }
    #expect(try sandbox.git("log", "-1", "--format=%s", in: "git/umbrella.git") == "Create model Models/u\n")
  }

  @Test func itSpeaksTLS() throws {
    let token = try team.token("mia")
    try sandbox.run(
      "openssl",
      [
        "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "key.pem", "-out", "cert.pem", "-days", "2",
        "-subj",
        "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
      ]
    ).requireSuccess()
    try team.serve("--listen 127.0.0.1:PORT --root git --tls-cert cert.pem --tls-key key.pem") { (port: Int) throws in
      let url = "https://localhost:\(port)/acme/registries/Models/\(TeamServer.create)"
      let answer = try team.curl("--cacert", "cert.pem", "-u", "x:\(token)", "-d", #"{"name": "a"}"#, url)
      #expect(answer.status == "200", "\(answer)")
      let old = try team.curl("--cacert", "cert.pem", "--tls-max", "1.1", url)
      #expect(old.status == "000")
    }
    let wrong = try sandbox.registry(
      ["serve", "--listen", "127.0.0.1:0", "--tls-cert", "key.pem", "--tls-key", "key.pem", "git/acme.git"])
    #expect(wrong.error.contains("key.pem has no certificate in PEM"), "\(wrong.text)")
  }

  /// SIGTERM: what is under way is answered, then the process ends by itself.
  @Test func aTerminatedServerFinishesWhatIsUnderWay() throws {
    let token = try team.token("mia")
    try team.serve("--listen 127.0.0.1:PORT --root git") { (port: Int) throws in
      let script = """
        import http.client, os, signal, sys, time
        connection = http.client.HTTPConnection("127.0.0.1", \(port))
        connection.putrequest("PUT", "/acme/registries/Models/api/2.0/mlflow-artifacts/artifacts/1/r/artifacts/w.bin")
        connection.putheader("Authorization", "Bearer \(token)")
        connection.putheader("Content-Length", "10")
        connection.endheaders()
        connection.send(b"12345")
        time.sleep(0.3)
        os.kill(int(open("server-\(port).child").read()), signal.SIGTERM)
        time.sleep(0.5)
        connection.send(b"67890")
        print(connection.getresponse().status)
        """
      try sandbox.write(script, to: "slow.py")
      try sandbox.run(
        "bash", ["-c", "pgrep -s $(cat server-\(port).pid) -f git-registry-server | tail -1 > server-\(port).child"]
      )
      .requireSuccess()
      let outcome = try sandbox.run("python3", ["slow.py"])
      #expect(outcome.output == "200\n", "\(outcome.text)")
      let gone =
        "for i in $(seq 100); do kill -0 $(cat server-\(port).child) 2>/dev/null || exit 0; sleep 0.1; done; exit 1"
      #expect(try sandbox.run("bash", ["-c", gone]).status == 0)
    }
  }

  /// docs/serving.md: each key of its table is one, and its backup is one.
  @Test func theDocumentedSettingsAndBackupWork() throws {
    let text = try String(contentsOf: SourceTree.url("docs/serving.md"), encoding: .utf8)
    let table = try #require(text.firstMatch(of: /\| key \| what \|\n(?s)(.*?)\n\n/)).output.1
    let keys = table.matches(of: /(?m)^\| (.*?) \|/).flatMap { $0.output.1.matches(of: /`([a-z-]+)`/).map(\.output.1) }
    #expect(keys.count == 22)
    for key in keys {
      try sandbox.write("\(key): [a, b]\nunknown: x\n", to: "server.yaml")
      let error = try sandbox.registry(["serve", "--config", "server.yaml"]).error
      let isList = ["listen", "host", "webhook", "webhook-events", "oidc-issuer", "proxy-from"].contains(key)
      #expect(error.contains(isList ? "no option 'unknown'" : "'\(key)' takes one value"), "\(error)")
    }
    let yaml = try #require(text.firstMatch(of: /```yaml\n(?s)(.*?)```/)).output.1
    try sandbox.write(String(yaml).replacing("/srv/git-registry", with: "nowhere"), to: "server.yaml")
    let refused = try sandbox.registry(["serve", "--config", "server.yaml"]).error
    #expect(refused.contains("there is no repository NAME.git in 'nowhere'"), "\(refused)")

    let token = try team.token("mia")
    let backup = try #require(text.matches(of: /```\n(?s)(sqlite3.*?)```/).first).output.1
    try team.serve("--listen 127.0.0.1:PORT --root git") { (port: Int) throws in
      let url = "http://127.0.0.1:\(port)/acme/registries/Models/\(TeamServer.create)"
      #expect(try team.curl("-u", "x:\(token)", "-d", #"{"name": "a"}"#, url).status == "200")
      try sandbox.run("mkdir", ["backup"]).requireSuccess()
      let script =
        "set -e\nmkdir -p \(sandbox.path("git"))/acme.git/lfs\n"
        + backup.replacing("/srv/git-registry", with: sandbox.path("git"))
      try sandbox.run("bash", ["-c", script], in: "backup").requireSuccess()
    }
    // Put back where nothing is.
    try sandbox.run("rm", ["-r", "git"]).requireSuccess()
    try sandbox.run(
      "bash",
      [
        "-c",
        "mkdir -p git && cp -r backup/acme.git git/ && mkdir -p git/acme.git/registry/server && cp backup/acme-runs.sqlite git/acme.git/registry/server/runs.sqlite",
      ]
    ).requireSuccess()
    try sandbox.registry("hook", "install", "git/acme.git", "--actor-from", "os", "--strict", in: ".")
    try team.serve("--listen 127.0.0.1:PORT --root git") { (port: Int) throws in
      let url = "http://127.0.0.1:\(port)/acme/registries/Models/api/2.0/mlflow/registered-models/get?name=a"
      #expect(try team.curl("-u", "x:\(token)", url).status == "200")
    }
    #expect(try sandbox.registry(["audit"], in: "git/acme.git").output.contains("allowed: 1\n"))
  }
}
