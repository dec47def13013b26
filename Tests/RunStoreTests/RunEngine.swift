import Foundation
import RunStore
import TestSupport

/// The engines that keep the contract: a new one is a case here.
enum RunEngine: CaseIterable {
  case sqlite

  /// An empty store, whose registry "models" is prepared.
  func open() async throws -> StoreFolder {
    let folder = try StoreFolder(self)
    try await folder.store.prepare("models", now: 1000)
    return folder
  }

  func open(_ path: String) throws -> any RunStore {
    switch self {
    case .sqlite: try SQLiteRunStore(at: path)
    }
  }
}

/// A store in a folder of its own, which goes with it.
final class StoreFolder: Sendable {
  let path: String
  let store: any RunStore
  private let folder: URL

  init(_ engine: RunEngine) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "run-store-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.appending(path: "runs.sqlite").path
    store = try engine.open(path)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }
}

/// `Tag` alone is ambiguous beside Swift Testing's.
typealias RunTags = [Tag]

extension RunStore {
  /// A run of the registry "models".
  @discardableResult
  func run(
    _ id: String, experiment: String = "0", name: String? = nil, started: Int64? = 1, tags: [Tag] = []
  ) async throws -> Run {
    try await createRun(
      NewRun(id: id, experiment: experiment, user: "ada", name: name, started: started, tags: tags),
      in: "models", repeating: nil, now: 2000)
  }
}
