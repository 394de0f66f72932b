using System.ComponentModel.DataAnnotations;

namespace SegFunctions.Configuration;

/// <summary>Requires a whole number or a time span above zero.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class PositiveAttribute() : ValidationAttribute("{0} must be positive.")
{
    public override bool IsValid(object? value) => value is > 0 or > 0L || (value is TimeSpan time && time > TimeSpan.Zero);
}

/// <summary>Requires a whole number that is not below zero, or null.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NotNegativeAttribute() : ValidationAttribute("{0} must not be negative.")
{
    public override bool IsValid(object? value) => value is null or >= 0 or >= 0L;
}
