import Foundation
import TestSupport

/// Manifests of every kind, each text of which is one text that somebody wrote.
struct HostileManifests {
  private let text: String
  private let index: Int

  init(_ text: String, _ index: Int) { (self.text, self.index) = (text, index) }

  /// Writes a version and a candidate of `Fine_Tuned_Models/sentiment`, a registry `H0` with a model `m`, a member and a team `h0`.
  func write(to sandbox: GitSandbox, in folder: String) throws {
    let facts: [String: Any] = [
      "description": text, "algorithm": text, "run": text, "createdBy": text, "createdAt": "2026-03-09T10:00:00Z",
      "parameters": ["p": text, text: "p"], "tags": ["t": text, text: "t"], "metrics": ["accuracy": 0.5, text: 0.5],
      "job": ["id": text, "name": text, "url": text, "log": text], "source": ["repository": text, "commit": text],
      "lineage": [["input": text]],
      "artifacts": [
        ["path": text, "type": "model", "digest": "sha256:" + String(repeating: "0", count: 64), "size": 1]
      ],
    ]
    let sentiment = "registries/Fine_Tuned_Models/sentiment"
    let manifests: [(String, String, [String: Any])] = [
      (
        "\(sentiment)/versions/7.0.\(index)", "ModelVersion",
        facts.merging(["status": "deprecated", "statusReason": text]) { $1 }
      ),
      ("\(sentiment)/candidates/h\(index)", "Candidate", facts),
      (
        "registries/H\(index)/registry", "Registry",
        ["type": "custom", "visibility": "organization", "description": text]
      ),
      (
        "registries/H\(index)/m/model", "Model",
        ["description": text, "title": text, "tags": ["t": text, text: "t"], "aliases": [String: String]()]
      ),
      (
        "members/h\(index)", "Member", ["displayName": text, "emails": ["h\(index)@acme.org", text], "role": "member"]
      ),
      ("teams/h\(index)", "Team", ["description": text, "members": ["h\(index)", text]]),
    ]
    for (path, kind, fields) in manifests {
      let value = fields.merging(["apiVersion": "git-registry/v1", "kind": kind]) { $1 }
      try sandbox.write(try JSONSerialization.data(withJSONObject: value), to: "\(folder)/\(path).json")
    }
    try sandbox.write(text, to: "\(folder)/registries/H\(index)/m/README.md")
    try sandbox.write(text, to: "\(folder)/registries/H\(index)/README.md")
  }
}
