import Git
import Glibc
import Testing

/// `core.sharedRepository`, against what git 2.39 made of it.
struct SharedPermissionsTests {
  /// The setting, the mode of a file and of a folder as the umask left them, and what git makes of both.
  static let cases: [(setting: String?, file: mode_t, folder: mode_t, sharedFile: mode_t, sharedFolder: mode_t)] = [
    (nil, 0o644, 0o755, 0o644, 0o755), ("umask", 0o600, 0o700, 0o600, 0o700), ("false", 0o644, 0o755, 0o644, 0o755),
    ("0", 0o644, 0o755, 0o644, 0o755), ("", 0o644, 0o755, 0o644, 0o755),
    ("group", 0o644, 0o755, 0o664, 0o2775), ("true", 0o644, 0o755, 0o664, 0o2775), ("1", 0o600, 0o700, 0o660, 0o2770),
    ("yes", 0o644, 0o755, 0o664, 0o2775), ("all", 0o600, 0o700, 0o664, 0o2775), ("world", 0o644, 0o755, 0o664, 0o2775),
    ("everybody", 0o640, 0o750, 0o664, 0o2775), ("2", 0o644, 0o755, 0o664, 0o2775),
    ("0640", 0o644, 0o755, 0o640, 0o2750), ("0600", 0o644, 0o755, 0o600, 0o700), ("0666", 0o600, 0o700, 0o666, 0o2777),
    // Objects, which nobody writes, and hooks, which all may run.
    ("group", 0o444, 0o755, 0o444, 0o2775), ("group", 0o400, 0o755, 0o440, 0o2775),
    ("0640", 0o444, 0o755, 0o440, 0o2750),
    ("group", 0o700, 0o755, 0o770, 0o2775),
  ]

  @Test("gives what git gives", arguments: cases)
  func modes(setting: String?, file: mode_t, folder: mode_t, sharedFile: mode_t, sharedFolder: mode_t) throws {
    let permissions = try #require(SharedPermissions(setting))
    #expect(permissions.mode(of: file, isFolder: false) == sharedFile)
    #expect(permissions.mode(of: folder, isFolder: true) == sharedFolder)
  }

  @Test(arguments: ["0400", "0066", "nobody", "3"])
  func whatGitRefusesIsRefused(setting: String) { #expect(SharedPermissions(setting) == nil) }
}
