private import CLibgit2

extension Repository {
  /// A value of the repository's git configuration, wherever git finds it; nil where it is not set.
  package func configuration(_ key: String) throws(GitError) -> String? {
    let snapshot = try configurationNow()
    if let value = environmentConfiguration.values(of: key).last { return value }
    var value: UnsafePointer<CChar>?
    guard git_config_get_string(&value, snapshot, key) == 0 else { return nil }
    return value.map { String(cString: $0) }
  }

  private func configurationNow() throws(GitError) -> OpaquePointer? {
    if configurationSnapshot == nil {
      environmentConfiguration = try EnvironmentConfiguration(Self.environment)
      try addConfigurationFilesOfEnvironment()
      try libgit2("read the git configuration") { git_repository_config_snapshot(&configurationSnapshot, handle) }
    }
    return configurationSnapshot
  }

  func forgetConfiguration() {
    git_config_free(configurationSnapshot)
    configurationSnapshot = nil
    knownPermissions = nil
  }

  /// False where git reads files of configuration that libgit2 1.5 leaves out: `config.worktree`, and what is included only where
  /// some remote is configured.
  var isConfigurationWhole: Bool {
    get throws(GitError) {
      if try configuration("extensions.worktreeConfig") != nil { return false }
      var isWhole = true
      let note: git_config_foreach_cb = { _, isWhole in
        isWhole?.assumingMemoryBound(to: Bool.self).pointee = false
        return 0
      }
      try libgit2("read the git configuration") {
        git_config_foreach_match(configurationSnapshot, "^includeif\\.hasconfig:", note, &isWhole)
      }
      return isWhole
    }
  }

  /// The names of the settings that a regular expression matches, in lower case but for what is between their dots.
  func configurationKeys(matching pattern: String) throws(GitError) -> [String] {
    let snapshot = try configurationNow()
    var keys: Set<String> = []
    let note: git_config_foreach_cb = { entry, keys in
      if let entry {
        keys?.assumingMemoryBound(to: Set<String>.self).pointee.insert(String(cString: entry.pointee.name))
      }
      return 0
    }
    try withUnsafeMutablePointer(to: &keys) { keys throws(GitError) in
      try libgit2("read the configuration") { git_config_foreach_match(snapshot, pattern, note, keys) }
    }
    return Array(keys)
  }

  /// Every value of a key that may be set more than once.
  package func configurations(_ key: String) throws(GitError) -> [String] {
    let snapshot = try configurationNow()
    var iterator: OpaquePointer?
    try libgit2("read \(key)") { git_config_multivar_iterator_new(&iterator, snapshot, key, nil) }
    defer { git_config_iterator_free(iterator) }
    var values: [String] = []
    var entry: UnsafeMutablePointer<git_config_entry>?
    while true {
      let code = git_config_next(&entry, iterator)
      if code == GIT_ITEROVER.rawValue { return values + environmentConfiguration.values(of: key) }
      try libgit2("read \(key)") { code }
      // A key without `=` has no value, and means true.
      values.append(entry?.pointee.value.map { String(cString: $0) } ?? "true")
    }
  }
}
