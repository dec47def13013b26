/// All that is wrong with what was typed.
struct FormProblems: Error, Sendable {
  private(set) var all: [FormProblem] = []

  mutating func add(_ problem: FormProblem?) { if let problem { all.append(problem) } }

  /// - Throws: itself, if there are any.
  func require() throws { if !all.isEmpty { throw self } }
}
