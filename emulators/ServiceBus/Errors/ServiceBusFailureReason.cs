namespace Azure.Messaging.ServiceBus;

/// <summary>Why an operation failed.</summary>
public enum ServiceBusFailureReason
{
    GeneralError = 0,

    /// <summary>The definitions have no queue of that name.</summary>
    MessagingEntityNotFound = 1,

    /// <summary>The lock has run out, was replaced by another, or the message is settled.</summary>
    MessageLockLost = 2,

    /// <summary>No deferred or scheduled message has that sequence number.</summary>
    MessageNotFound = 3,

    /// <summary>A message or a batch is over 256 KB.</summary>
    MessageSizeExceeded = 4,
    MessagingEntityDisabled = 5,

    /// <summary>The disk is full.</summary>
    QuotaExceeded = 6,

    /// <summary>Other processes kept the file busy too long.</summary>
    ServiceBusy = 7,
    ServiceTimeout = 8,

    /// <summary>The directory or its definitions cannot be read.</summary>
    ServiceCommunicationProblem = 9,
    SessionCannotBeLocked = 10,
    SessionLockLost = 11,
    MessagingEntityAlreadyExists = 12,
}
