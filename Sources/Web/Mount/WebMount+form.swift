package import Endpoints

extension WebMount {
  /// How browsers are told of errors: for what no other mount has, but git's addresses.
  package static let form = ErrorForm(under: "/", unless: { $0.first?.hasSuffix(".git") ?? false }) {
    ProblemPage.plain($0)
  }
}
