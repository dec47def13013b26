import Actions
import ArgumentParser
import Git
import Manifests
import RegistryStore
import Rules

/// `--repo URL`: a repository that is read without a clone of it.
struct SourceRepository: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Read the repository at this address, no clone needed; only what is asked for is fetched, into a cache.",
      valueName: "url"))
  var repo: String?

  /// The registry repository at HEAD, here or there, or where `--at` says.
  ///
  /// - Parameter references: what will be asked for, so that it is fetched at once; empty for the list of registries.
  func registry(_ options: ReadOptions, for references: [Reference]) throws -> RegistryReader {
    guard let repo else { return try options.registry() }
    let cache = try RepositoryCache(of: RepositoryAddress(repo))
    let repository = try cache.repository()
    do {
      return try Self.read(cache, repository, options.at, references)
    } catch let error as GitError where RepositoryCache.isRefusedObject(error) {
      return try whole(cache, repository, options.at, references)
    } catch let error as GitError where error.reason != .newer {
      guard try cache.isDamaged() else { throw cache.failure(error, in: repository) }
    }
    cache.clear()
    let new = try cache.repository()
    do {
      return try Self.read(cache, new, options.at, references)
    } catch let error as GitError where RepositoryCache.isRefusedObject(error) {
      return try whole(cache, new, options.at, references)
    } catch let error as GitError where error.reason != .newer {
      throw cache.failure(error, in: new)
    }
  }

  /// The same from a server that gives files with their commit alone.
  private func whole(
    _ cache: RepositoryCache, _ repository: Repository, _ at: PointInTime?, _ references: [Reference]
  ) throws -> RegistryReader {
    do {
      return try Self.read(cache, repository, at, references, isWhole: true)
    } catch let error as GitError where error.reason != .newer {
      throw cache.failure(error, in: repository)
    }
  }

  private static func read(
    _ cache: RepositoryCache, _ repository: Repository, _ at: PointInTime?, _ references: [Reference],
    isWhole: Bool = false
  ) throws -> RegistryReader {
    let (commit, basis) = try cache.commit(at, in: repository, isWhole: isWhole)
    return try RegistryReader(repository, commit: commit, basis: basis, bringing: references)
  }
}
