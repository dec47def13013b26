import Glibc

/// The umask, which is one for the whole process: who needs another one than those who make files at this moment waits for them.
enum ProcessUmask {
  private struct Use {
    /// Those that make files now, all with the same permissions.
    var threads: [pthread_t] = []
    var permissions: SharedPermissions?
    /// The umask of the rest of the process.
    var own: mode_t = 0
  }

  private static let use = Guarded(Use())

  /// Runs `body` under the umask that some permissions need; within such a body, under the one that is there.
  static func applied<Value>(
    _ permissions: SharedPermissions, _ body: () throws(GitError) -> Value
  ) throws(GitError) -> Value {
    let isInside = use.wait { use -> Bool? in
      if use.threads.contains(pthread_self()) { return true }
      guard use.threads.isEmpty || use.permissions == permissions else { return nil }
      if use.threads.isEmpty {
        use.permissions = permissions
        if permissions.isShared {
          use.own = umask(0o077)
          umask(permissions.mask(under: use.own))
        }
      }
      use.threads.append(pthread_self())
      return false
    }
    if isInside { return try body() }
    defer {
      use.change { use in
        use.threads.removeAll { $0 == pthread_self() }
        if use.threads.isEmpty, permissions.isShared { umask(use.own) }
      }
    }
    return try body()
  }
}
