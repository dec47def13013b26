import Actions
import Manifests

extension LineageInput {
  /// Reads `REF` or `URL[=sha256:…]`.
  init(argument: String) throws {
    var input = argument
    var digest: Digest?
    if let split = argument.lastIndex(of: "="), let value = Digest(String(argument[argument.index(after: split)...])) {
      (input, digest) = (String(argument[..<split]), value)
    }
    if digest == nil, let split = argument.firstRange(of: "=" + Digest.prefix) {
      let text = argument[argument.index(after: split.lowerBound)...]
      throw CommandFailure(
        status: .usage, "--lineage: '\(text)' is not a digest\nhelp: write sha256: and 64 hexadecimal digits")
    }
    self.init(input: input, digest: digest)
    guard !isAddress else { return }
    guard let reference = Reference(input) else {
      throw CommandFailure(
        status: .usage,
        "--lineage '\(input)' is neither a version nor an address\nhelp: write REGISTRY/MODEL@VERSION or https://…")
    }
    _ = try reference.requireVersion()
  }
}
