import Glibc

/// The server: a program of its own, since what it is built of would make every other command start later.
enum ServerProgram {
  static let name = "git-registry-server"
  private static let variable = "GIT_REGISTRY_SERVER"
  private static let help = "install the server with make install-server, or name it in \(variable)"

  /// Becomes the server, with these words as its arguments. Returns only if that fails.
  static func become(_ words: [String]) throws -> Never {
    let program = try path()
    var arguments = ([program] + words).map { strdup($0) } + [nil]
    execv(program, &arguments)
    let reason = String(cString: strerror(errno))
    throw CommandFailure("cannot run '\(program)': \(reason)\nhelp: \(help)")
  }

  /// The server next to this program, or where the environment says.
  private static func path() throws -> String {
    if let named = getenv(variable).map({ String(cString: $0) }), !named.isEmpty { return named }
    let own = try HookInstallCommand.program()
    let program = own.prefix(through: own.lastIndex(of: "/") ?? own.startIndex) + name
    guard access(String(program), X_OK) == 0 else {
      throw CommandFailure("the server is not installed: there is no '\(program)'\nhelp: \(help)")
    }
    return String(program)
  }
}
