using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace SegFunctions.Connections;

/// <summary>Setting <c>ServiceBus</c> and its child: the namespace that holds both queues. Exactly one of the two is set.</summary>
public sealed class QueueConnection : IValidatableObject
{
    public const string Section = "ServiceBus";

    /// <summary>The value of <c>ServiceBus</c> itself.</summary>
    public string? ConnectionString { get; set; }

    /// <summary><c>ServiceBus__fullyQualifiedNamespace</c>, for Azure with an identity.</summary>
    public string? FullyQualifiedNamespace { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => EitherSetting.FindFault(
        ConnectionString, FullyQualifiedNamespace, "Set either ServiceBus (a connection string) or ServiceBus:fullyQualifiedNamespace.");
}

[OptionsValidator]
internal sealed partial class QueueConnectionValidator : IValidateOptions<QueueConnection>;

/// <summary>The rule of all connections: a connection string or an address, never both and never neither.</summary>
internal static class EitherSetting
{
    /// <returns>The fault; empty if exactly one is set.</returns>
    public static IEnumerable<ValidationResult> FindFault(string? connectionString, object? address, string fault) =>
        string.IsNullOrEmpty(connectionString) == (address is null or "") ? [new ValidationResult(fault)] : [];
}
