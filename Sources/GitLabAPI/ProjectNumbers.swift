import Files
import Git
package import RunStore

/// The numbers of all registries of a server, over all its repositories: each is given once, and stays.
///
/// Each repository keeps those of its registries beside its runs, so that they go where it goes.
package struct ProjectNumbers: Sendable {
  /// A repository's place for numbers, and how its registries are found.
  package struct Place: Sendable {
    package let organization: String
    let store: any NumberStore
    let registries: @Sendable () async throws -> [String]

    package init(
      _ organization: String, _ store: any NumberStore, registries: @escaping @Sendable () async throws -> [String]
    ) {
      self.organization = organization
      self.store = store
      self.registries = registries
    }
  }

  /// A registry and its number.
  package struct Project: Hashable, Sendable {
    package let number: Int64
    package let organization: String
    package let registry: String
  }

  static let space = "project"

  private let places: [Place]
  private let lockPath: String

  /// - Parameter lockPath: a file that two processes that give numbers have in common.
  package init(_ places: [Place], lockPath: String) {
    self.places = places
    self.lockPath = lockPath
  }

  /// The projects that a repository's paths name.
  package func projects(of place: Place) -> RepositoryProjects { RepositoryProjects(self, place) }

  /// Gives numbers to the registries that have none.
  ///
  /// - Returns: the projects that got another number, since two repositories that came together had one.
  package func giveAll() async throws -> [Project] {
    let lock = try await lock()
    defer { withExtendedLifetime(lock) {} }
    var (taken, renumbered): (Set<Int64>, [Project]) = ([], [])
    for place in places {
      for (registry, number) in try await place.store.numbers(in: Self.space).sorted(by: { $0.value < $1.value })
      where !taken.insert(number).inserted {
        let next = try await last() + 1
        try await place.store.setNumber(next, of: registry, in: Self.space)
        taken.insert(next)
        renumbered.append(Project(number: next, organization: place.organization, registry: registry))
      }
    }
    for place in places {
      _ = try await place.store.numbers(of: place.registries(), in: Self.space, after: last())
    }
    return renumbered
  }

  /// Those that there are, by number.
  package func all() async throws -> [Project] {
    var projects: [Project] = []
    for place in places {
      let there = Set(try await place.registries())
      projects += try await place.store.numbers(in: Self.space).filter { there.contains($0.key) }.map {
        Project(number: $0.value, organization: place.organization, registry: $0.key)
      }
    }
    return projects.sorted { $0.number < $1.number }
  }

  /// The number of a registry that is there.
  func number(of registry: String, in place: Place) async throws -> Int64 {
    if let known = try await place.store.numbers(in: Self.space)[registry] { return known }
    let lock = try await lock()
    defer { withExtendedLifetime(lock) {} }
    return try await place.store.numbers(of: [registry], in: Self.space, after: last())[0]
  }

  private func last() async throws -> Int64 {
    var last: Int64 = 0
    for place in places { last = max(last, try await place.store.numbers(in: Self.space).values.max() ?? 0) }
    return last
  }

  /// Waits without holding a thread: whoever has it may need one.
  private func lock() async throws -> Held {
    let end = ContinuousClock.now + .seconds(10)
    while true {
      do { return Held(lock: try FileLock(lockPath, secondsAtMost: 0)) } catch {
        guard error.reason == .locked, .now < end else { throw error }
      }
      try await Task.sleep(for: .milliseconds(20))
    }
  }

  // Unchecked: the lock moves between threads with its task, one at a time.
  private struct Held: @unchecked Sendable {
    let lock: FileLock
  }
}
