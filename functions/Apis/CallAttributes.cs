namespace SegFunctions.Apis;

/// <summary>A request body that a call accepts, for its OpenAPI description.</summary>
/// <param name="body">A wire record; null for bytes.</param>
/// <param name="contentType">Its media type.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class TakesAttribute(Type? body, string contentType = "application/json") : Attribute
{
    public Type? Body { get; } = body;

    public string ContentType { get; } = contentType;
}

/// <summary>A successful response of a call, for its OpenAPI description.</summary>
/// <param name="status">HTTP status.</param>
/// <param name="body">A wire record; null for bytes, or for an empty body if there is no media type.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class AnswersAttribute(int status, Type? body = null) : Attribute
{
    public int Status { get; } = status;

    public Type? Body { get; } = body;

    /// <summary>The media type; defaults to JSON if there is a record, otherwise to none.</summary>
    public string? ContentType { get; init; } = body is null ? null : "application/json";
}

/// <summary>An optional query parameter or header of a call, for its OpenAPI description.</summary>
/// <param name="name">The name on the wire.</param>
/// <param name="description">Text for human readers.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class ParameterAttribute(string name, string description) : Attribute
{
    public string Name { get; } = name;

    public string Description { get; } = description;

    /// <summary>Whether it is a header; otherwise it is part of the query string.</summary>
    public bool IsHeader { get; init; }

    public Type Type { get; init; } = typeof(string);
}

/// <summary>Excludes a call from the OpenAPI description.</summary>
/// <param name="reason">Why.</param>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UndescribedAttribute(string reason) : Attribute
{
    public string Reason { get; } = reason;
}
