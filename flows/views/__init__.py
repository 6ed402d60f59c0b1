"""What people see: values in, messages, forms and pages out."""
