import Dispatch
package import Git
import Glibc
package import Manifests
import Synchronization

/// Hashes stored content again, on all cores, and tells what is not what its name says.
package struct ContentCheck {
  /// A blob to look at.
  package struct Blob: Sendable {
    package let digest: Digest
    /// What the manifests say.
    package let sizeInBytes: Int64
    /// The blob at the digest's place in the tree; nil where the content lies in the LFS store.
    package let gitBlob: ObjectID?

    package init(digest: Digest, sizeInBytes: Int64, gitBlob: ObjectID?) {
      self.digest = digest
      self.sizeInBytes = sizeInBytes
      self.gitBlob = gitBlob
    }
  }

  /// What is wrong with a blob's content.
  package enum Problem: Hashable, Sendable {
    case missing
    /// Fewer bytes than there should be.
    case short(sizeInBytes: Int64)
    case long(sizeInBytes: Int64)
    /// As many bytes as there should be, with another digest.
    case altered(Digest)
    /// The content is what its name says, and the manifests tell another size.
    case misstated(sizeInBytes: Int64)
    case unreadable(String)
  }

  private let gitDirectory: String
  private let store: LFSStore
  private let mode: Organization.BlobMode

  package init(of repository: Repository, mode: Organization.BlobMode) throws(GitError) {
    gitDirectory = repository.gitDirectory
    store = try LFSStore(of: repository)
    self.mode = mode
  }

  /// The problems by the index of the blob; nothing for those that are whole.
  package func run(_ blobs: [Blob], progress: (any ByteProgress)? = nil) -> [Int: Problem] {
    let next = Atomic(0)
    let found = Mutex<[Int: Problem]>([:])
    let cores = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    DispatchQueue.concurrentPerform(iterations: min(cores, max(1, blobs.count))) { _ in
      // A handle belongs to one thread.
      let content = GitContent(gitDirectory: gitDirectory)
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < blobs.count else { return }
        guard let problem = problem(of: blobs[index], content, progress) else { continue }
        found.withLock { $0[index] = problem }
      }
    }
    return found.withLock { $0 }
  }

  private func problem(of blob: Blob, _ content: GitContent, _ progress: (any ByteProgress)?) -> Problem? {
    do throws(GitError) {
      let (digest, size) = try read(blob, content, progress)
      switch (digest == blob.digest, size) {
      case (true, blob.sizeInBytes): return nil
      case (true, _): return .misstated(sizeInBytes: size)
      case (false, ..<blob.sizeInBytes): return .short(sizeInBytes: size)
      case (false, blob.sizeInBytes): return .altered(digest)
      case (false, _): return .long(sizeInBytes: size)
      }
    } catch {
      return error.reason == .notFound ? .missing : .unreadable(error.detail)
    }
  }

  private func read(
    _ blob: Blob, _ content: GitContent, _ progress: (any ByteProgress)?
  ) throws(GitError) -> (digest: Digest, sizeInBytes: Int64) {
    switch mode {
    case .lfs:
      let path = store.path(of: blob.digest)
      if FileSystem.exists(path), !FileSystem.isRegularFile(path) {
        throw GitError(operation: "read \(path)", reason: .other(0), detail: "it is not a file")
      }
      return try StreamedFile.read(path) { progress?.advance(by: Int64($0.count)) }
    case .git:
      guard let id = blob.gitBlob else { throw GitError(operation: "read", reason: .notFound, detail: "no such blob") }
      let found = try content.read(id)
      progress?.advance(by: found.sizeInBytes)
      return found
    }
  }
}

/// The bytes of git blobs, through a handle that is opened when it is first needed.
private final class GitContent {
  private let gitDirectory: String
  private var opened: Repository?

  init(gitDirectory: String) { self.gitDirectory = gitDirectory }

  func read(_ blob: ObjectID) throws(GitError) -> (digest: Digest, sizeInBytes: Int64) {
    let repository = try open()
    return (try repository.digest(ofBlob: blob), Int64(try repository.header(of: blob).sizeInBytes))
  }

  private func open() throws(GitError) -> Repository {
    if let opened { return opened }
    let repository = try Repository.open(at: gitDirectory)
    opened = repository
    return repository
  }
}
