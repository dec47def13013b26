import Foundation
import TestSupport
import Testing

/// `--repo` over the networks that hosts are reached by.
struct RemoteReadTests {
  private let sandbox: GitSandbox

  /// A registry with Models/m 1.0.0 and 1.1.0, and `server.git` without anything.
  init() throws {
    sandbox = try GitSandbox()
    try sandbox.registry("init", "acme", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org", in: ".")
    try sandbox.registry("model", "create", "Models/m", in: "acme")
    for number in ["1.0.0", "1.1.0"] {
      try sandbox.write("weights \(number)", to: "acme/model.onnx")
      try sandbox.registry("version", "create", "Models/m", number, "--artifact", "model.onnx", in: "acme")
    }
    try sandbox.registry("alias", "set", "Models/m@1.0.0", "champion", in: "acme")
    try sandbox.git("init", "--quiet", "--bare", "server.git")
    for (key, value) in [("uploadpack.allowFilter", "true"), ("http.receivepack", "true")] {
      try sandbox.git("config", key, value, in: "server.git")
    }
    try sandbox.git("config", "--global", "lfs.transfer.maxretries", "1")
    try sandbox.write("", to: "work/here")
  }

  private func read(_ address: String, environment: [String: String] = [:]) throws {
    func run(_ arguments: String...) throws -> GitSandbox.Outcome {
      try sandbox.registry(arguments + ["--repo", address], in: "work", environment: environment)
    }
    for arguments in [["list"], ["show", "Models/m@champion"], ["resolve", "Models/m@^1", "--json"]] {
      let there = try sandbox.registry(arguments + ["--repo", address], in: "work", environment: environment)
      #expect(try sandbox.registry(arguments, in: "acme").text == there.text, "\(arguments)")
    }
    let pulled = try run("pull", "Models/m@champion", "--output", "out", "--lock", "models.lock")
    #expect(pulled.status == 0, "\(pulled.text)")
    #expect(try sandbox.read("work/out/model.onnx") == "weights 1.0.0")
    let outdated = try run("outdated", "--lock", "models.lock")
    #expect(outdated.status == 0 && outdated.output.contains("1.1.0"), "\(outdated.text)")
    let locked = try run("pull", "--locked", "models.lock", "--output", "again")
    #expect(locked.status == 0, "\(locked.text)")
    #expect(!locked.text.contains("secret") && !pulled.text.contains("secret"))
    // Content that the server lost.
    try sandbox.run("rm", ["-r", "server.git/lfs"]).requireSuccess()
    let missing = try run("pull", "Models/m@1.1.0", "--output", "missing")
    #expect(missing.status == 3, "\(missing.text)")
    #expect(!sandbox.exists("work/missing") && !missing.text.contains("secret"), "\(missing.text)")
  }

  @Test func overHTTPS() throws {
    try GitHTTPServer.serve(in: sandbox) { server in
      let address = "\(server)/server.git"
      try sandbox.git("push", "--quiet", address, "main", in: "acme")
      try read(address)
      let wrong = address.replacing("secret", with: "sesame")
      let refused = try sandbox.registry(["list", "--repo", wrong], in: "work")
      #expect(refused.status == 4 && !refused.text.contains("sesame"), "\(refused.text)")
      try sandbox.git("config", "--global", "--unset", "http.sslCAInfo")
      let untrusted = try sandbox.registry(["list", "--repo", address], in: "work")
      #expect(untrusted.status == 4 && untrusted.error.contains("certificate"), "\(untrusted.text)")
    }
  }

  @Test(.enabled(if: getuid() == 0, "sshd takes root"))
  func overSSH() throws {
    for key in ["host.key", "ada.key"] {
      try sandbox.run("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", sandbox.path(key)]).requireSuccess()
    }
    try GitHTTPServer.serve(in: sandbox) { server in
      // The server's side of git-lfs: where the content is, and what opens it.
      let header = "Basic " + Data("ada:secret".utf8).base64EncodedString()
      let href = server.replacing("ada:secret@", with: "") + "/server.git/info/lfs"
      try sandbox.write(
        "#!/bin/sh\necho '{\"href\": \"\(href)\", \"header\": {\"Authorization\": \"\(header)\"}}'\n",
        to: "bin/git-lfs-authenticate")
      try sandbox.run("chmod", ["+x", "bin/git-lfs-authenticate"]).requireSuccess()
      let port = try GitSandbox.freePort()
      try sandbox.write(
        """
        Port \(port)
        ListenAddress 127.0.0.1
        HostKey \(sandbox.path("host.key"))
        PidFile none
        UsePAM no
        StrictModes no
        PermitRootLogin yes
        PasswordAuthentication no
        AuthorizedKeysFile \(sandbox.path("ada.key.pub"))
        SetEnv PATH=\(sandbox.path("bin")):/usr/bin:/bin GIT_CONFIG_GLOBAL=\(sandbox.path("gitconfig"))
        """, to: "sshd_config")
      try FileManager.default.createDirectory(atPath: "/run/sshd", withIntermediateDirectories: true)
      try sandbox.serving("/usr/sbin/sshd -D -f \(sandbox.path("sshd_config"))", port: port) {
        let command =
          "ssh -F /dev/null -i \(sandbox.path("ada.key")) -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR"
        sandbox.environment["GIT_SSH_COMMAND"] = command
        let address = "ssh://root@127.0.0.1:\(port)\(sandbox.path("server.git"))"
        try sandbox.git("push", "--quiet", address, "main", in: "acme")
        try read(address)
      }
    }
  }
}
