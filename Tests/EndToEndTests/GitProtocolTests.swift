import Foundation
import TestSupport
import Testing

/// What git's protocol over HTTP allows, by git and by hand, and what nobody may do with it.
struct GitProtocolTests {
  private static let versions = ["0", "2"]

  /// git compresses what it wants if there is much of it, and sends a large pack in chunks.
  @Test(arguments: versions) func takesBodiesInEachForm(version: String) throws {
    let sandbox = try ServedGit.repository()
    try MLflowServer.serve("server.git", in: sandbox) { server in
      let address = ServedGit.address(server)
      try sandbox.git("config", "--global", "protocol.version", version)
      try sandbox.git("clone", "--quiet", address, "clone")
      try sandbox.git("clone", "--quiet", address, "other")
      // The other one has much to say of what it has, before it fetches.
      let much = """
        export GIT_COMMITTER_DATE=2026-11-23T10:00:00Z
        for i in $(seq 60); do git commit --quiet --allow-empty --message "mine $i"; done
        cd ../clone && git switch --quiet --create topic && head -c 3000000 /dev/urandom > noise && git add noise &&
        git commit --quiet --message noise && GIT_TRACE_CURL=$HOME/push.txt git push --quiet origin topic
        """
      try sandbox.run("bash", ["-ec", much], in: "other").requireSuccess()
      #expect(try sandbox.read("push.txt").contains("Transfer-Encoding: chunked"))
      try sandbox.run("bash", ["-ec", "GIT_TRACE_CURL=$HOME/fetch.txt git fetch --quiet origin topic"], in: "other")
        .requireSuccess()
      #expect(try sandbox.read("fetch.txt").contains("Content-Encoding: gzip"))
      let ids = ["clone", "other"].map { try? sandbox.git("rev-parse", "origin/topic", in: $0) }
      #expect(ids[0] != nil && ids[0] == ids[1])
      try sandbox.git("fsck", "--strict", in: "server.git")
    }
  }

  /// Both at once, which git does not do; and a body that says it is compressed and is not.
  @Test func takesACompressedBodyInChunks() throws {
    let sandbox = try ServedGit.repository()
    try MLflowServer.serve("server.git", in: sandbox) { server in
      let script = """
        id=$(git -C server.git rev-parse HEAD)
        printf '0032want %s\\n00000009done\\n' $id > want && gzip --keep --force want && head -c 20000000 /dev/zero | gzip > zeros.gz
        function ask { curl -s -m 60 -u "x:\(server.token)" -H 'Content-Type: application/x-git-upload-pack-request' \\
          -o answer -w '%{http_code} ' "$@" \(server.url)/server.git/git-upload-pack; head -c 12 answer | tr -d '\\0\\n'; echo; }
        ask --data-binary @want
        ask --data-binary @want.gz -H 'Content-Encoding: gzip'
        ask --data-binary @want.gz -H 'Content-Encoding: gzip' -H 'Transfer-Encoding: chunked'
        ask --data-binary @want -H 'Content-Encoding: gzip'
        ask --data-binary @zeros.gz -H 'Content-Encoding: gzip'
        """
      let lines = try sandbox.run("bash", ["-c", script]).output.split(separator: "\n")
      #expect(lines.count == 5 && lines[..<3].allSatisfy { $0.hasPrefix("200 0008NAKPACK") }, "\(lines)")
      #expect(lines[3...].allSatisfy { !$0.contains("PACK") && !$0.hasPrefix("5") }, "\(lines)")
      #expect(try sandbox.run("curl", ["-s", "\(server.url)/readyz"]).output == "ok\n")
    }
  }

  /// A clone without content fetches it when it is looked at.
  @Test(arguments: versions) func clonesWithoutContent(version: String) throws {
    let sandbox = try ServedGit.repository()
    try MLflowServer.serve("server.git", in: sandbox) { server in
      let address = ServedGit.address(server)
      try sandbox.git("config", "--global", "protocol.version", version)
      try sandbox.git("clone", "--quiet", "--no-checkout", "--filter=blob:none", address, "partial")
      let missing = ["rev-list", "--objects", "--all", "--missing=print"]
      let before = try sandbox.run("git", missing, in: "partial").output.split(separator: "\n")
      #expect(before.contains { $0.hasPrefix("?") }, "\(before)")
      try sandbox.git("checkout", "--quiet", "main", in: "partial")
      #expect(try sandbox.read("partial/registries/Models/fraud/model.yaml").contains("kind: Model"))
      try sandbox.git("clone", "--quiet", "--depth=1", address, "shallow")
      #expect(try sandbox.git("rev-list", "--count", "HEAD", in: "shallow") == "1\n")
      try sandbox.git("fetch", "--quiet", "--unshallow", in: "shallow")
      let whole = try sandbox.git("rev-list", "--count", "HEAD", in: "server.git")
      #expect(try sandbox.git("rev-list", "--count", "HEAD", in: "shallow") == whole)
    }
  }

  @Test func sixteenCloneAtOnce() throws {
    let sandbox = try ServedGit.repository()
    try MLflowServer.serve("server.git", in: sandbox) { server in
      let script = """
        for i in $(seq 16); do git clone --quiet \(ServedGit.address(server)) clone-$i & done; wait
        for i in $(seq 16); do git -C clone-$i rev-parse HEAD; done | sort | uniq -c
        """
      let outcome = try sandbox.run("bash", ["-c", script])
      let head = try sandbox.git("rev-parse", "HEAD", in: "server.git")
      #expect(outcome.output.trimmingCharacters(in: .whitespaces) == "16 \(head)", "\(outcome.text)")
    }
  }

  /// What the server's configuration hides is not told, not given by its name, and not written.
  @Test func hiddenReferencesStayHidden() throws {
    let sandbox = try ServedGit.repository()
    let script = """
      git config transfer.hideRefs refs/secret
      git update-ref refs/secret/plan $(git commit-tree -m secret HEAD^{tree})
      git rev-parse refs/secret/plan
      """
    let id = try sandbox.run("bash", ["-ec", script], in: "server.git").output.trimmingCharacters(in: .newlines)
    try MLflowServer.serve("server.git", in: sandbox) { server in
      let address = ServedGit.address(server)
      for version in ["0", "1", "2"] {
        try sandbox.git("config", "--global", "protocol.version", version)
        #expect(!(try sandbox.git("ls-remote", address).contains("secret")), "version \(version)")
        #expect(try sandbox.git("ls-remote", address, "refs/secret/*").isEmpty, "version \(version)")
        try sandbox.run("rm", ["-rf", "clone"]).requireSuccess()
        try sandbox.git("clone", "--quiet", "--mirror", address, "clone")
        #expect(try sandbox.run("git", ["cat-file", "-e", id], in: "clone").status != 0, "version \(version)")
        let fetch = try sandbox.run("git", ["fetch", "--quiet", address, "refs/secret/plan"], in: "clone")
        #expect(fetch.text.contains("couldn't find remote ref"), "version \(version): \(fetch.text)")
      }
      let push = try sandbox.run("git", ["push", "--quiet", address, "HEAD:refs/secret/other"], in: "founded")
      #expect(push.status == 1 && push.text.contains("deny updating a hidden ref"), "\(push.text)")
    }
  }

  /// Who pushes is known from the token, whatever else is sent; no header becomes a variable by which a program would be led astray.
  @Test func theHookLearnsWhoPushesFromTheServerAlone() throws {
    let sandbox = try ServedGit.repository()
    sandbox.environment["GIT_REGISTRY_SERVER"] = MLflowServer.program
    try sandbox.registry("member", "add", "grace", "--email", "grace@acme.org", in: "founded")
    try ServedGit.push(in: sandbox)
    try sandbox.write("#!/bin/sh\nenv > \(sandbox.path("variables"))\n", to: "server.git/hooks/update")
    try sandbox.run("chmod", ["+x", "server.git/hooks/update"]).requireSuccess()
    let token = try sandbox.registry("token", "create", "grace", in: "server.git").trimmingCharacters(in: .newlines)
    try MLflowServer.serve("server.git", in: sandbox) { server in
      let headers = [
        "REMOTE_USER: ada", "Remote-User: ada", "X-Remote-User: ada", "X-Forwarded-User: ada", "Proxy: http://evil:1",
        "HTTP_PROXY: http://evil:1", "GIT_DIR: /", "Git-Config-Count: 1", "Content-Language: ada",
      ]
      let options = headers.flatMap { ["-c", "http.extraHeader=\($0)"] }
      let address = ServedGit.address(server, token: token)
      let push = try sandbox.run("git", options + ["push", "--quiet", address, "HEAD:refs/heads/mine"], in: "founded")
      #expect(push.status == 0, "\(push.text)")
      let variables = try sandbox.read("variables")
      #expect(variables.contains("REMOTE_USER=grace\n"), "\(variables)")
      #expect(!variables.contains("ada\n") && !variables.lowercased().contains("evil"), "\(variables)")
      #expect(!variables.contains("PROXY") && !variables.contains("\(server.token)") && !variables.contains(token))
      // What ada alone may do, grace may not, whatever she says.
      try sandbox.registry("member", "add", "eve", "--email", "eve@acme.org", in: "founded")
      let refused = try sandbox.run("git", options + ["push", "--quiet", address, "HEAD:main"], in: "founded")
      #expect(refused.status == 1 && refused.text.contains("[role-insufficient]"), "\(refused.text)")
    }
  }

  /// Requests that git never makes are answered 400 or 404, and make nothing.
  @Test func nothingElseIsAnswered() throws {
    let sandbox = try ServedGit.repository()
    try MLflowServer.serve("server.git", in: sandbox) { server in
      func ask(_ words: [String]) throws -> String {
        try sandbox.run(
          "curl",
          ["-s", "-m", "60", "-g", "--path-as-is", "-o", "answer", "-w", "%{http_code}", "-u", "x:\(server.token)"]
            + words.dropLast() + [server.url + (words.last ?? "")]
        ).output
      }
      for path in [
        "HEAD", "config", "objects/info/packs", "objects/info/alternates", "hooks/update", "refs/heads/main",
        "git-upload-archive", "..%2fserver.git/HEAD", "../server.git/config", "info/refs/x", "git-upload-pack/x",
        "registry/server/runs.sqlite",
      ] {
        let status = try ask(["/server.git/\(path)"])
        #expect(["404", "405"].contains(status), "\(path): \(status)")
      }
      for service in [
        "git-upload-archive", "upload-pack", "git-upload-pack%0a", "git-upload-pack%00", "git-upload-pack;id",
        "git-receive-pack%20--help", "../../bin/sh", "", "git-upload-pack&service=",
      ] where !service.contains("&") {
        #expect(try ask(["/server.git/info/refs?service=\(service)"]) == "400", "\(service)")
      }
      let longest = String(repeating: "version=2:", count: 2_000)
      for header in [
        "version=9", "version=2:version=1", "$(touch \(sandbox.path("made")))", "version=2 --evil", longest,
      ] {
        let status = try ask(["-H", "Git-Protocol: \(header)", "/server.git/info/refs?service=git-upload-pack"])
        #expect(["200", "400"].contains(status), "\(header.prefix(40)): \(status)")
      }
      #expect(!sandbox.exists("made"))
      for (type, service) in [
        ("text/plain", "git-upload-pack"), ("application/x-git-upload-pack-request", "git-receive-pack"),
      ] {
        let status = try ask(["-X", "POST", "-d", "0000", "-H", "Content-Type: \(type)", "/server.git/\(service)"])
        #expect(["400", "415"].contains(status), "\(type): \(status)")
      }
    }
  }
}
