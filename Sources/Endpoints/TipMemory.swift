import Git
import Synchronization

/// Answers about a branch's tip, kept until the branch moves.
final class TipMemory<Question: Hashable & Sendable, Answer: Sendable>: Sendable {
  private let source: BranchMark.Source
  private let known = Mutex(Known())

  private struct Known {
    var mark: BranchMark?
    var answers: [Question: Answer] = [:]
  }

  /// Questions, at most: then all are forgotten.
  private static var limit: Int { 10_000 }

  init(_ source: BranchMark.Source) { self.source = source }

  /// - Parameter find: asks the tip as it is then, or as it is after it has moved on.
  func answer(_ question: Question, _ find: () async throws -> Answer) async throws -> Answer {
    let mark = source.mark()
    if let answer = known.withLock({ $0.mark == mark ? $0.answers[question] : nil }) { return answer }
    let answer = try await find()
    known.withLock { known in
      if known.mark != mark || known.answers.count >= Self.limit { known = Known(mark: mark) }
      known.answers[question] = answer
    }
    return answer
  }
}
