import Diagnostics
import GitObjects
import ManifestCoding
import Manifests

extension Rule {
  static let publisherTooBroad = Rule(
    "publisher-too-broad", .snapshot,
    summary: "trusted publishers that more jobs than those meant can act as",
    explanation: """
      Whoever gets a job that `trustedPublishers` describes acts as the member. So only service accounts have them, and each one names a
      project by an id that stays with it (project_id on GitLab, repository_id on GitHub): a name can be given up and taken by somebody
      else. And it names something that the host protects, since anybody who may push a branch decides what its jobs do:
      ref_protected: "true", environment_protected: "true", or on GitHub an environment.
      """,
    example: """
      claims: {project_path: acme/train} in members/ci-bot.yaml
      """
  ) { change, facts, findings throws(GitError) in
    for member in change.members {
      guard let manifest = member.after, let value = manifest.value, !value.trustedPublishers.isEmpty else { continue }
      let list = FieldPath("trustedPublishers")
      if !value.isService {
        findings.add(
          "'\(member.name)' has trusted publishers, but is not a service account", at: manifest.location(of: list),
          help: "write 'service: true', or give them to a service account")
      }
      for (index, publisher) in value.trustedPublishers.enumerated() {
        let claims = list.appending(index).appending("claims")
        if !publisher.namesProject {
          findings.add(
            "the claims name no project by its id, and names can be taken over", at: manifest.location(of: claims),
            help: "add project_id: \"4821\" (GitLab) or repository_id: \"4821\" (GitHub)")
        }
        if !publisher.namesProtection {
          findings.add(
            "the claims ask for no protected branch or environment, so whoever may push a branch can publish",
            at: manifest.location(of: claims),
            help: "add ref_protected: \"true\", or an environment that is protected")
        }
      }
    }
  }
}
