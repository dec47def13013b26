import Foundation
import TestSupport
import Testing

/// Pushes through the programs that real hosts run, each with the pusher's name as that host gives it.
struct HostTests {
  private let server: PushServer
  private var sandbox: GitSandbox { server.sandbox }

  init() throws { server = try PushServer() }

  /// Clones, publishes a version, and pushes to an address.
  private func publish(to address: String, as user: String, environment: [String: String] = [:]) throws
    -> GitSandbox.Outcome
  {
    let script = """
      rm -rf work && git clone --quiet '\(address)' work && cd work
      git registry version create Models/m >/dev/null && git push --quiet origin main
      """
    sandbox.become(name: user, email: "\(user)@acme.org")
    return try sandbox.run("bash", ["-c", script], environment: environment)
  }

  /// The hook installed anew for a host.
  private func install(_ source: String) throws {
    try sandbox.registry("hook", "install", "server.git", "--actor-from", source, in: ".")
  }

  @Test(
    "variables of hosts",
    arguments: [
      ("gitlab", "GL_USERNAME"), ("gitea", "GITEA_PUSHER_NAME"), ("github", "GITHUB_USER_LOGIN"),
      ("gitolite", "GL_USER"), ("http", "REMOTE_USER"),
    ])
  func variables(host: String, variable: String) throws {
    try sandbox.git("config", "core.bare", "true", in: "server.git")
    try sandbox.run("rm", ["server.git/hooks/pre-receive"]).requireSuccess()
    try install(host)
    if host == "gitlab" {
      // Gitaly runs what lies in custom_hooks; here a hook that does as much stands for it.
      try sandbox.write(
        "#!/bin/sh\nexec ./custom_hooks/pre-receive.d/git-registry\n", to: "server.git/hooks/pre-receive")
      try sandbox.run("chmod", ["+x", "server.git/hooks/pre-receive"]).requireSuccess()
    }
    let address = "file://\(sandbox.path("server.git"))"
    // Other hosts' names for the same mean nothing to this one.
    let others = ["PUSHER": "ada", "GL_ID": "user-1", "GL_PROTOCOL": "ssh", "USER": "ada", "LOGNAME": "ada"]
    let refused = try publish(to: address, as: "vera", environment: others.merging([variable: "vera"]) { $1 })
    #expect(refused.error.contains("[role-insufficient]"), "\(refused.text)")
    #expect(refused.error.contains("remote: GL-HOOK-ERR: error: [") == (host == "gitlab"), "\(refused.text)")
    let nobody = try publish(to: address, as: "bob", environment: others)
    #expect(nobody.error.contains("[actor-unknown]"), "\(nobody.text)")
    let accepted = try publish(to: address, as: "bob", environment: [variable: "bob"])
    #expect(accepted.status == 0, "\(accepted.text)")
  }

  @Test func theAccountOfTheMachine() throws {
    let account = NSUserName()
    try sandbox.registry("member", "add", account, "--email", "\(account)@acme.org", in: "acme")
    try sandbox.registry("member", "add", account, "--registry", "Models", "--role", "viewer", in: "acme")
    try server.expectAccepted { try server.push("main", as: "ada") }
    try install("os")
    let address = "file://\(sandbox.path("server.git"))"
    #expect(try publish(to: address, as: "ada").error.contains("'\(account)' is viewer there"))
    sandbox.become(name: "ada", email: "ada@acme.org")
    try install("env:PUSHER")
    try sandbox.registry("member", "edit", account, "--registry", "Models", "--role", "member", in: "acme")
    try server.expectAccepted { try server.push("main", as: "ada") }
    try install("os")
    let outcome = try publish(to: address, as: "ada")
    #expect(outcome.status == 0, "\(outcome.text)")
  }

  @Test(
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/sbin/apache2"), "make test installs apache2-bin"))
  func smartHTTPBehindApache() throws {
    try install("http")
    try sandbox.git("config", "http.receivepack", "true", in: "server.git")
    let port = try GitSandbox.freePort()
    let passwords = try sandbox.run(
      "sh", ["-c", "for user in ada bob vera; do echo $user:$(openssl passwd -apr1 secret); done"])
    try sandbox.write(passwords.output, to: "passwords")
    let modules = [
      "mpm_prefork", "authn_core", "authn_file", "authz_core", "authz_user", "auth_basic", "alias", "cgi", "env",
    ]
    try sandbox.write(
      """
      ServerRoot \(sandbox.folder.path)
      ServerName localhost
      Listen 127.0.0.1:\(port)
      PidFile \(sandbox.path("apache.pid"))
      ErrorLog \(sandbox.path("apache.log"))
      User #\(getuid() == 0 ? 65534 : Int(getuid()))
      \(modules.map { "LoadModule \($0)_module /usr/lib/apache2/modules/mod_\($0).so" }.joined(separator: "\n"))
      SetEnv GIT_PROJECT_ROOT \(sandbox.folder.path)
      SetEnv GIT_HTTP_EXPORT_ALL
      SetEnv GIT_CONFIG_COUNT 1
      SetEnv GIT_CONFIG_KEY_0 safe.directory
      SetEnv GIT_CONFIG_VALUE_0 *
      ScriptAlias /git/ /usr/lib/git-core/git-http-backend/
      <Location /git/>
        AuthType Basic
        AuthName "models"
        AuthUserFile \(sandbox.path("passwords"))
        Require valid-user
      </Location>
      """, to: "apache.conf")
    if getuid() == 0 {
      // Apache does not serve as root.
      try sandbox.run("chmod", ["755", sandbox.folder.path]).requireSuccess()
      try sandbox.run("chown", ["-R", "65534", sandbox.path("server.git")]).requireSuccess()
    }
    try sandbox.serving("/usr/sbin/apache2 -f \(sandbox.path("apache.conf")) -DFOREGROUND", port: port) {
      func address(_ user: String) -> String { "http://\(user):secret@127.0.0.1:\(port)/git/server.git" }
      let log = { (try? sandbox.read("apache.log")) ?? "" }
      let refused = try publish(to: address("vera"), as: "vera", environment: ["REMOTE_USER": "ada"])
      #expect(refused.error.contains("[role-insufficient]"), "\(refused.text)\(log())")
      let accepted = try publish(to: address("bob"), as: "bob")
      #expect(accepted.status == 0, "\(accepted.text)\(log())")
      let stranger = try publish(to: address("mallory"), as: "mallory")
      #expect(stranger.status != 0)
    }
  }

  @Test(
    .enabled(if: getuid() == 0, "sshd takes root"),
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/gitolite"), "make test installs gitolite3"))
  func gitoliteOverSSH() throws {
    let home = sandbox.path("git")
    for user in ["admin", "ada", "bob", "vera"] {
      try sandbox.run("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", sandbox.path("\(user).key")])
        .requireSuccess()
    }
    try sandbox.run("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", sandbox.path("host.key")]).requireSuccess()
    try sandbox.run("cp", [sandbox.path("admin.key.pub"), sandbox.path("admin.pub")]).requireSuccess()
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
      AuthorizedKeysFile \(home)/.ssh/authorized_keys
      SetEnv HOME=\(home) GIT_CONFIG_GLOBAL=\(sandbox.path("gitconfig"))
      """, to: "sshd_config")
    try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
    try FileManager.default.createDirectory(atPath: "/run/sshd", withIntermediateDirectories: true)
    // gitolite's own configuration: who may reach which repository at all.
    // gitolite compiles what is pushed to its master.
    let setup =
      "git config --global init.defaultBranch master; HOME='\(home)' gitolite setup -pk admin.pub; git config --global init.defaultBranch main"
    try sandbox.run("sh", ["-c", setup]).requireSuccess()
    try sandbox.git("clone", "--quiet", "git/repositories/gitolite-admin.git", "admin")
    try sandbox.write("repo models\n  RW+ = ada bob vera\n", to: "admin/conf/gitolite.conf.more")
    let pushed = try sandbox.run(
      "bash",
      [
        "-ec",
        """
        cat conf/gitolite.conf.more >> conf/gitolite.conf && rm conf/gitolite.conf.more
        for user in ada bob vera; do cp ../$user.key.pub keydir/$user.pub; done
        git add . && git commit --quiet --message "Models" && HOME=\(home) gitolite push --quiet origin HEAD
        """,
      ], in: "admin"
    )
    try pushed.requireSuccess()
    try sandbox.registry("hook", "install", "git/repositories/models.git", "--actor-from", "gitolite", in: ".")
    try sandbox.serving("/usr/sbin/sshd -D -f \(sandbox.path("sshd_config"))", port: port) {
      func ssh(_ user: String) -> [String: String] {
        let options =
          "-p \(port) -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR -F /dev/null"
        return ["GIT_SSH_COMMAND": "ssh -i \(sandbox.path("\(user).key")) \(options)"]
      }
      let address = "root@127.0.0.1:models"
      let first = try sandbox.run("git", ["push", "--quiet", address, "main"], in: "acme", environment: ssh("ada"))
      #expect(first.status == 0, "\(first.text)")
      let refused = try publish(to: address, as: "vera", environment: ssh("vera").merging(["GL_USER": "ada"]) { $1 })
      #expect(refused.error.contains("[role-insufficient]"), "\(refused.text)")
      let accepted = try publish(to: address, as: "bob", environment: ssh("bob"))
      #expect(accepted.status == 0, "\(accepted.text)")
      // gitolite's own hook is there as before, and refuses whom it does not know.
      #expect(sandbox.exists("git/repositories/models.git/hooks/update"))
      let stranger = try publish(to: address, as: "admin", environment: ssh("admin"))
      #expect(stranger.error.contains("DENIED"), "\(stranger.text)")
    }
  }
}
