private import Glibc

/// Which repository lies at a path, which configuration and which packs it has: others mean to open it anew. What libgit2 read of its
/// configuration, such as whether reflogs are written, it keeps as long as the handle lives; and so it does with a pack that was deleted,
/// whose space on the disk is not free before.
struct RepositoryFingerprint: Equatable {
  private let folder: [Int]
  private let configuration: [Int]
  /// The folder of packs changes when one comes or goes.
  private let packs: [Int]

  init(of repository: Repository) {
    folder = Self.status(repository.gitDirectory).map { [Int($0.st_dev), Int($0.st_ino)] } ?? []
    configuration = Self.state(repository.commonDirectory + "/config")
    packs = Self.state(repository.commonDirectory + "/objects/pack")
  }

  private static func state(_ path: String) -> [Int] {
    status(path).map { [Int($0.st_ino), $0.st_size, $0.st_mtim.tv_sec, $0.st_mtim.tv_nsec] } ?? []
  }

  private static func status(_ path: String) -> stat? {
    var status = stat()
    return stat(path, &status) == 0 ? status : nil
  }
}
