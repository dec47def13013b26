import Actions
import Diagnostics
import Git
import Manifests
import Rules

/// What a number that nobody named tells, for people.
extension ActionEffect {
  /// `1.3.0 follows 1.2.0: what changed needs a minor version`, and every reason; nil where the number was not chosen here.
  var numberText: String? {
    guard let claim, let number = version else { return nil }
    guard let followed = claim.followed?.number else { return "\(number) is the first version\n" }
    guard claim.comparisons.contains(where: { !$0.compatibility.isUnknown }) else {
      return "\(number) follows \(followed); neither has a signature or an algorithm, so what changed is not known\n"
    }
    let told = claim.needs.filter { !$0.text.lines.isEmpty }
    guard !told.isEmpty else { return "\(number) follows \(followed): nothing that callers meet changed\n" }
    return told.map { against, needs in
      "\(number) \(against == followed ? "follows" : "is compared with") \(against): what changed needs \(needs.bump)\n"
        + needs.lines.map { "  \(EscapedText.line($0))\n" }.joined()
    }.joined()
  }
}
