"""The waist: conditions and policies as frozen, typed trees."""
