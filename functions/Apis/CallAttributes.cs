namespace SegFunctions.Apis;

/// <summary>A body that a call takes, as its description says.</summary>
/// <param name="body">A wire record; null for bytes.</param>
/// <param name="contentType">Its media type.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class TakesAttribute(Type? body, string contentType = "application/json") : Attribute
{
    public Type? Body { get; } = body;

    public string ContentType { get; } = contentType;
}

/// <summary>An answer of a call that is no error.</summary>
/// <param name="status">HTTP status.</param>
/// <param name="body">A wire record; null for bytes, or for nothing where there is no media type.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class AnswersAttribute(int status, Type? body = null) : Attribute
{
    public int Status { get; } = status;

    public Type? Body { get; } = body;

    /// <summary>Default JSON if there is a record.</summary>
    public string? ContentType { get; init; } = body is null ? null : "application/json";
}

/// <summary>An optional part of a call beside its path and body.</summary>
/// <param name="name">As clients spell it.</param>
/// <param name="description">For people.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class ParameterAttribute(string name, string description) : Attribute
{
    public string Name { get; } = name;

    public string Description { get; } = description;

    /// <summary>Whether it is a header; otherwise it stands in the query.</summary>
    public bool IsHeader { get; init; }

    public Type Type { get; init; } = typeof(string);
}

/// <summary>A call that no description names.</summary>
/// <param name="reason">Why.</param>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UndescribedAttribute(string reason) : Attribute
{
    public string Reason { get; } = reason;
}
