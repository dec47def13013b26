import RunStore
import Testing

/// What any store does with numbers that stand for names.
@Suite struct NumberContractTests {
  @Test(arguments: RunEngine.allCases) func aNumberIsGivenOnce(engine: RunEngine) async throws {
    let folder = try await engine.open()
    let store = folder.store
    #expect(try await store.numbers(of: ["b", "a", "b"], in: "s", after: 0) == [1, 2, 1])
    #expect(try await store.numbers(of: ["c", "a"], in: "s", after: 0) == [3, 2])
    #expect(try await store.numbers(of: [], in: "s", after: 9) == [])
    // Spaces know nothing of each other.
    #expect(try await store.numbers(of: ["x"], in: "t", after: 0) == [1])
    #expect(try await store.name(of: 3, in: "s") == "c")
    #expect(try await store.name(of: 3, in: "t") == nil)
    #expect(try await engine.open(folder.path).numbers(in: "s") == ["a": 2, "b": 1, "c": 3])
  }

  @Test(arguments: RunEngine.allCases) func newOnesComeAfterAGivenOne(engine: RunEngine) async throws {
    let folder = try await engine.open()
    let store = folder.store
    #expect(try await store.numbers(of: ["a"], in: "s", after: 7) == [8])
    #expect(try await store.numbers(of: ["b", "a"], in: "s", after: 3) == [9, 8])
  }

  @Test(arguments: RunEngine.allCases) func anotherNumberTakesTheOldOnesPlace(engine: RunEngine) async throws {
    let folder = try await engine.open()
    let store = folder.store
    _ = try await store.numbers(of: ["a", "b"], in: "s", after: 0)
    try await store.setNumber(5, of: "a", in: "s")
    try await store.setNumber(5, of: "a", in: "s")
    #expect(try await store.numbers(in: "s") == ["a": 5, "b": 2])
    let error = await #expect(throws: RunStoreError.self) { try await store.setNumber(2, of: "a", in: "s") }
    #expect(error?.kind == .alreadyExists)
  }

  @Test(arguments: RunEngine.allCases) func whoAsksAtOnceGetsTheSame(engine: RunEngine) async throws {
    let folder = try await engine.open()
    let store = folder.store
    let numbers = try await withThrowingTaskGroup(of: [Int64].self) { group in
      for index in 0..<32 {
        group.addTask { try await store.numbers(of: ["same", "own \(index)"], in: "s", after: 0) }
      }
      return try await group.reduce(into: [[Int64]]()) { $0.append($1) }
    }
    #expect(Set(numbers.map { $0[0] }).count == 1 && Set(numbers.map { $0[1] }).count == 32)
  }
}
