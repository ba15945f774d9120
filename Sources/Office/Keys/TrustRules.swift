extension Complaint {
    /// The rules about keys, PINs, heads of the log, verification and proof.
    static let trustRules = [
        "key.fileMode", "key.damaged", "key.noFile", "key.wrongPIN", "pin.short", "pin.differ", "pin.cancelled",
        "pin.noTerminal", "pin.fileMode", "pin.oneStdin", "head.lost", "checkpoint.invalid", "verify.faults",
        "proof.practice", "proof.broughtForward", "proof.noOpinion", "proof.evidence",
    ]
}
