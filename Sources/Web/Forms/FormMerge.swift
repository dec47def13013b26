import Actions

/// What somebody typed on a page of one commit, as it is meant on another: what they left alone is as it is now, and what they changed is
/// theirs, unless somebody else changed that too.
struct FormMerge: Sendable {
  let values: FormValues
  /// Fields that both changed.
  let conflicts: [FormProblem]

  /// - Parameters:
  ///   - typed: what was sent.
  ///   - old: what the registry said when the page was made.
  ///   - now: what it says now.
  init(_ typed: FormValues, old: FormValues, now: FormValues, in form: WebForm) {
    var values = typed
    var conflicts: [FormProblem] = []
    for field in form.fields {
      let names = field.names.filter { old.has($0) || now.has($0) }
      guard !names.isEmpty, !old.isSame(now, in: names), !typed.isSame(now, in: names) else { continue }
      guard !typed.isSame(old, in: names) else {
        values = values.replacing(names, from: now)
        continue
      }
      conflicts.append(Self.problem(field.name, old: old, now: now, names))
    }
    for (field, name) in form.watched(typed) where !old.isSame(now, in: [name]) {
      conflicts.append(Self.problem(field, old: old, now: now, [name]))
    }
    (self.values, self.conflicts) = (values, conflicts)
  }

  private static func problem(_ field: String, old: FormValues, now: FormValues, _ names: [String]) -> FormProblem {
    func text(_ values: FormValues) -> String {
      let all = names.flatMap { values.texts($0) }
      return all.isEmpty ? "nothing" : "'\(all.joined(separator: ", "))'"
    }
    return FormProblem(
      "somebody changed this from \(text(old)) to \(text(now)) while this page was open", at: field,
      help: "send it again to write what stands here")
  }
}
