private import Glibc

/// Which repository lies at a path, and which configuration it has: another one means to open it anew. What libgit2 read of its
/// configuration, such as whether reflogs are written, it keeps as long as the handle lives.
struct RepositoryFingerprint: Equatable {
  private let folder: [Int]
  private let configuration: [Int]

  init(of repository: Repository) {
    folder = Self.status(repository.gitDirectory).map { [Int($0.st_dev), Int($0.st_ino)] } ?? []
    configuration =
      Self.status(repository.commonDirectory + "/config").map {
        [Int($0.st_ino), $0.st_size, $0.st_mtim.tv_sec, $0.st_mtim.tv_nsec]
      } ?? []
  }

  private static func status(_ path: String) -> stat? {
    var status = stat()
    return stat(path, &status) == 0 ? status : nil
  }
}
