/// Something that keeps a clone from working well.
struct CloneProblem {
  /// A line for people.
  let text: String
  /// True for what may be meant.
  let isNote: Bool
  /// Puts it right; nil where only a person can.
  let mend: (() throws -> Void)?

  init(_ text: String, mend: (() throws -> Void)? = nil) {
    self.text = text
    isNote = false
    self.mend = mend
  }

  init(note text: String, mend: (() throws -> Void)? = nil) {
    self.text = text
    isNote = true
    self.mend = mend
  }
}
