namespace SegFunctions.Inference.Networks;

/// <summary>Where ONNX Runtime computes.</summary>
public enum ExecutionProvider
{
    Cpu,
    Cuda,
    TensorRt,
}
