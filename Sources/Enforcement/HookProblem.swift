/// Something that keeps the hook from judging every push, or a push from being what was judged.
package struct HookProblem {
  /// A line for people.
  package let text: String
  /// Puts it right; nil if only a person can.
  package let mend: (() throws -> Void)?

  init(_ text: String, mend: (() throws -> Void)? = nil) {
    self.text = text
    self.mend = mend
  }
}
