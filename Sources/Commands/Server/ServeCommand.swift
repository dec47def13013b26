import ArgumentParser
import Glibc
import ServeOptions

/// Hands over to the server, which is a program of its own: what it is built of would make every other command start later.
struct ServeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Serve registries to MLflow's clients.",
    discussion: """
      In a clone, with no option: listens on this machine alone, acts as git's user.email, commits to the branch that is checked \
      out, and prints the address and a token that is good for this run of the server. Each registry is an MLflow server at \
      /registries/REGISTRY.

      Models, versions and what belongs to them are commits, judged by the rules. Runs, experiments and logged models are kept \
      in one SQLite file in --data, files by their digests in the repository's LFS store.

      EXAMPLES
        git registry serve
        git registry serve --listen 127.0.0.1:8080
        git registry -C registry serve --data /srv/runs
      """)

  @OptionGroup var options: ServeOptions

  func run() throws {
    let program = try Self.program()
    let words = [program] + options.words
    var arguments = words.map { strdup($0) } + [nil]
    execv(program, &arguments)
    let reason = String(cString: strerror(errno))
    throw CommandFailure("cannot run '\(program)': \(reason)\nhelp: \(Self.help)")
  }

  static let name = "git-registry-server"
  private static let variable = "GIT_REGISTRY_SERVER"
  private static let help = "install the server with make install-server, or name it in \(variable)"

  /// The server next to this program, or where the environment says.
  private static func program() throws -> String {
    if let named = getenv(variable).map({ String(cString: $0) }), !named.isEmpty { return named }
    let own = try HookInstallCommand.program()
    let program = own.prefix(through: own.lastIndex(of: "/") ?? own.startIndex) + name
    guard access(String(program), X_OK) == 0 else {
      throw CommandFailure("the server is not installed: there is no '\(program)'\nhelp: \(help)")
    }
    return String(program)
  }
}
