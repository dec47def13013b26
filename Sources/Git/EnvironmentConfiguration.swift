private import CLibgit2

/// What git's environment says of the configuration, which goes before every file. `git -c core.fsync=none registry …` hands its
/// `-c` on so, and Gitaly gives its hooks their settings so; libgit2 reads neither.
///
///     GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=core.fsync GIT_CONFIG_VALUE_0=none
///     GIT_CONFIG_PARAMETERS="'core.fsync'='none' 'core.fsync=none'"    the second word as git before 2.31 writes it
///
/// Source: git-config(1), "ENVIRONMENT"; `git_config_from_parameters` in git's config.c.
package struct EnvironmentConfiguration {
  private var entries: [(key: String, value: String)] = []

  init() {}

  /// - Parameter variable: the value of an environment variable.
  /// - Throws: ``GitError`` where git would stop too.
  package init(_ variable: (String) -> String?) throws(GitError) {
    if let text = variable("GIT_CONFIG_COUNT"), !text.isEmpty {
      guard let count = Int32(text), count >= 0 else { throw Self.bogus("GIT_CONFIG_COUNT") }
      for index in 0..<count {
        guard let key = variable("GIT_CONFIG_KEY_\(index)") else { throw Self.missing("GIT_CONFIG_KEY_\(index)") }
        guard let value = variable("GIT_CONFIG_VALUE_\(index)") else { throw Self.missing("GIT_CONFIG_VALUE_\(index)") }
        add(key, value)
      }
    }
    if let text = variable("GIT_CONFIG_PARAMETERS") { try addParameters(text) }
  }

  /// The values of a key in their order; the last one counts where there is to be one.
  package func values(of key: String) -> [String] {
    guard !entries.isEmpty else { return [] }
    let key = Self.canonical(key)
    return entries.filter { $0.key == key }.map(\.value)
  }

  /// - Parameter value: nil for a key without one, which means true.
  private mutating func add(_ key: some StringProtocol, _ value: (some StringProtocol)?) {
    entries.append((Self.canonical(String(key)), value.map { String($0) } ?? "true"))
  }

  private mutating func addParameters(_ text: String) throws(GitError) {
    var rest = Substring(text)
    while !rest.isEmpty {
      guard let word = Self.unquoted(&rest) else { throw Self.bogus("GIT_CONFIG_PARAMETERS") }
      if rest.first == "=" {
        rest.removeFirst()
        if Self.isAtWordEnd(rest) {
          add(word, String?.none)
        } else {
          guard let value = Self.unquoted(&rest) else { throw Self.bogus("GIT_CONFIG_PARAMETERS") }
          add(word, value)
        }
      } else {
        let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        add(parts[0], parts.count > 1 ? parts[1] : nil)
      }
      guard Self.isAtWordEnd(rest) else { throw Self.bogus("GIT_CONFIG_PARAMETERS") }
      rest = rest.drop { $0.isWhitespace }
    }
  }

  private static func isAtWordEnd(_ rest: Substring) -> Bool { rest.first?.isWhitespace ?? true }

  /// Takes a word in single quotes off the front; `'\''` and `'\!'` stand for a quote and an exclamation mark.
  private static func unquoted(_ rest: inout Substring) -> String? {
    guard rest.popFirst() == "'" else { return nil }
    var word = ""
    while let character = rest.popFirst() {
      guard character == "'" else {
        word.append(character)
        continue
      }
      guard let escape = ["\\''", "\\!'"].first(where: { rest.hasPrefix($0) }) else { return word }
      word.append(escape[escape.index(after: escape.startIndex)])
      rest.removeFirst(escape.count)
    }
    return nil
  }

  /// Section and name are the same in any case; what stands between them is not.
  private static func canonical(_ key: String) -> String {
    guard let first = key.firstIndex(of: "."), let last = key.lastIndex(of: ".") else { return key.lowercased() }
    return key[..<first].lowercased() + key[first..<last] + key[last...].lowercased()
  }

  fileprivate static func bogus(_ variable: String) -> GitError { failure("bogus format in \(variable)") }

  private static func missing(_ variable: String) -> GitError { failure("missing environment variable \(variable)") }

  private static func failure(_ detail: String) -> GitError {
    GitError(operation: "read the git configuration", reason: .other(-1), detail: detail)
  }
}

extension Repository {
  /// Puts the files that the environment names in the place of the system's and the account's, as git does.
  ///
  /// Source: git-config(1), "GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM".
  func addConfigurationFilesOfEnvironment() throws(GitError) {
    var files: [(path: String, level: git_config_level_t)] = []
    if let path = Self.environment("GIT_CONFIG_GLOBAL") {
      files += [(path, GIT_CONFIG_LEVEL_GLOBAL), ("/dev/null", GIT_CONFIG_LEVEL_XDG)]
    }
    let noSystem = Self.environment("GIT_CONFIG_NOSYSTEM") ?? "false"
    guard let leavesSystemOut = ConfigurationValue.boolean(noSystem) else {
      throw EnvironmentConfiguration.bogus("GIT_CONFIG_NOSYSTEM")
    }
    if leavesSystemOut {
      files.append(("/dev/null", GIT_CONFIG_LEVEL_SYSTEM))
    } else if let path = Self.environment("GIT_CONFIG_SYSTEM") {
      files.append((path, GIT_CONFIG_LEVEL_SYSTEM))
    }
    guard !files.isEmpty else { return }
    var configuration: OpaquePointer?
    try libgit2("read the git configuration") { git_repository_config(&configuration, handle) }
    defer { git_config_free(configuration) }
    for (path, level) in files {
      try libgit2("read \(path)") { git_config_add_file_ondisk(configuration, path, level, handle, 1) }
    }
  }
}
