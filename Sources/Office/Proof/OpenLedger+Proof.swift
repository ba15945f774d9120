internal import Attestation
import Foundation
internal import Ledger
package import Rectification
internal import Signing

/// What a proof holds.
package struct ProofReport: Sendable {
    package let folder: String
    /// `size:root` of the checkpoint in it.
    package let head: String
    /// Fingerprint of the key that signed it; `nil`: nobody did.
    package let key: String?
    package let events: Int
    package let signatures: Int
    package let evidence: Int
}

extension OpenLedger {
    /// Writes a folder from which an outsider verifies a finding's opinions with stock tools alone; the ledger is only read (trust.md, “proof N”).
    ///
    /// - Parameter key: of the person who issues it, role admin or office; it signs the checkpoint. Without one anybody who reads the ledger makes a proof, and its checkpoint is unsigned.
    ///
    /// Throws `Complaint`: proof.practice, proof.broughtForward, proof.noOpinion 1, proof.evidence, head.lost 65, file.exists 73.
    package func proof(
        of number: FindingNumber, to folder: String, withEvidence: Bool, as name: String?,
        signedBy key: UnlockedKey? = nil
    ) throws -> ProofReport {
        guard !FileManager.default.fileExists(atPath: folder) else {
            throw Complaint(73, "file.exists", ["path": folder])
        }
        try requireProvable(number)
        let (material, issuer) = try read { reader in
            try seen.require(in: reader)
            let issuer = try key.map { key in
                let person = try reader.actor(named: name, login: surroundings.login, key: key.fingerprint)
                try person.mayManage([.admin, .office])
                try reader.standing(of: key.fingerprint, for: person.id).requireUnlocked(by: person.name)
                return (name: person.name, key: key)
            }
            return (try ProofMaterial(of: number, reader, at: surroundings.now()), issuer)
        }
        if withEvidence {
            for file in material.evidence where try evidence.problem(with: file, store.settings.crypto) != nil {
                throw Complaint(65, "proof.evidence", ["number": number.description, "name": file.name])
            }
        }
        let seal = try issuer.map { issuer in
            ProofMaterial.Seal(
                issuer: issuer.name, key: issuer.key.publicKey,
                signature: try issuer.key.signer.sign(material.checkpoint.bytes, .checkpoint))
        }
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
            for (name, bytes) in material.files(seal, withEvidence: withEvidence) {
                try PrivateFile.create(folder + "/" + name, bytes, mode: 0o644)
            }
            if withEvidence, !material.evidence.isEmpty {
                try FileManager.default.createDirectory(atPath: folder + "/evidence", withIntermediateDirectories: true)
                for file in material.evidence {
                    let target = folder + "/evidence/" + file.digest
                    guard try evidence.copy(file.digest, to: target, store.settings.crypto) else {
                        throw Complaint(65, "proof.evidence", ["number": number.description, "name": file.name])
                    }
                    chmod(target, 0o644)
                }
            }
        } catch {
            try? FileManager.default.removeItem(atPath: folder)
            if let error = error as? CocoaError {
                throw Complaint(73, "file.cannotWrite", ["path": folder, "why": error.localizedDescription])
            }
            throw error
        }
        return ProofReport(
            folder: folder, head: material.checkpoint.head.description, key: key?.fingerprint,
            events: material.events.count, signatures: material.events.count { $0.signature != nil },
            evidence: material.evidence.count)
    }

    /// Whether there is anything to prove, before a PIN is asked for.
    package func requireProvable(_ number: FindingNumber) throws {
        guard !store.settings.isPractice else { throw Complaint(1, "proof.practice") }
        let finding = try read { try $0.finding(number) }
        guard !finding.isBroughtForward else {
            throw Complaint(1, "proof.broughtForward", ["number": number.description])
        }
        guard !finding.opinions.isEmpty else { throw Complaint(1, "proof.noOpinion", ["number": number.description]) }
    }
}
